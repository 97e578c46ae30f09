import MeshModel
import Texts
import TrafficConfig

/// The form for a service's weights.
struct WeightsScreen: Sendable {
  var service: ServiceID
  var routes: [WeightRoute]
  /// Why nothing of the service can be set now; nil if something can.
  var obstacle: String?
  /// Which route is being edited.
  var route: Int
  /// A dial for each route, so that nothing entered is lost by looking at another.
  var dials: [WeightDial]
  /// The row under the cursor.
  var row = 0
  /// Digits typed for the row.
  var typed = ""
  /// The mouse holds the bar of the row.
  var isDragging = false
  /// What the last attempt to go on was refused for.
  var problem: String?
  /// Minutes that the shift is watched for after it is written; nil for not at all.
  var guardMinutes: Int?
  /// What changed under the form since it was opened.
  var news: WeightNews?
  /// When the form was left with what it holds, in seconds since 1970; nil unless it was opened again since.
  var draftedAt: Double?

  init(service: ServiceID, routes: [WeightRoute], obstacle: String? = nil) {
    self.service = service
    self.routes = routes
    self.obstacle = obstacle
    dials = routes.map { WeightDial($0.weights) }
    route = Self.firstChoice(routes)
  }

  /// Most often it is about everybody.
  private static func firstChoice(_ routes: [WeightRoute]) -> Int {
    routes.firstIndex { $0.obstacle == nil && $0.split.isCatchAll && $0.split.isOnMesh }
      ?? routes.firstIndex { $0.obstacle == nil } ?? 0
  }

  /// The object that holds the routes on the mesh; nil if there is none yet.
  var governor: ObjectReference? {
    (routes.first { $0.split.isOnMesh } ?? routes.first)?.split.location?.virtualService
  }
  /// `VirtualService default/reviews`, or that one will be created.
  var object: String {
    (current?.split.location?.virtualService).map { "\($0)" } ?? tr("no VirtualService yet: one will be created")
  }

  var current: WeightRoute? { routes.indices.contains(route) ? routes[route] : nil }
  var dial: WeightDial? { dials.indices.contains(route) ? dials[route] : nil }
  /// Something was entered that is not live.
  var isChanged: Bool { zip(routes, dials).contains { $0.weights != $1.weights } }
  /// The form holds what was left some time ago.
  var isDraft: Bool { draftedAt != nil && isChanged }

  // MARK: Editing

  mutating func moveRow(by step: Int) {
    guard let dial, dial.count > 0 else { return }
    row = max(0, min(row + step, dial.count - 1))
    typed = ""
  }

  mutating func moveRoute(by step: Int) {
    guard routes.count > 1 else { return }
    route = (route + step + routes.count) % routes.count
    row = min(row, max(0, dials[route].count - 1))
    typed = ""
    problem = nil
  }

  /// Applies a change to the dial of the route; what was refused is said.
  mutating func turn(_ change: (inout WeightDial, Int) -> Bool) {
    guard dials.indices.contains(route) else { return }
    problem = nil
    typed = ""
    if !change(&dials[route], row) { problem = stuckReason }
  }

  private var stuckReason: String? {
    guard let dial, dial.locked.indices.contains(row) else { return nil }
    if dial.locked[row] { return tr("This row is locked; l unlocks it.") }
    if dial.minimum(row) == dial.maximum(row) { return tr("All other rows are locked: nothing can be given or taken.") }
    return nil
  }

  /// A digit for the row under the cursor; what would exceed 100 starts anew.
  mutating func type(_ digit: Character) {
    guard dials.indices.contains(route) else { return }
    var text = typed + String(digit)
    if let value = Int(text), value > 100 || text.count > 3 { text = String(digit) }
    guard let value = Int(text) else { return }
    problem = nil
    if dials[route].set(row, to: value) { typed = text } else { problem = stuckReason }
  }

  mutating func eraseDigit() {
    guard !typed.isEmpty, dials.indices.contains(route) else { return }
    typed.removeLast()
    dials[route].set(row, to: Int(typed) ?? 0)
  }

  /// The next of the times that a shift can be watched for.
  mutating func stepGuard() {
    let offered: [Int?] = [nil, 1, 5, 15, 60]
    let here = offered.firstIndex(of: guardMinutes) ?? 0
    guardMinutes = offered[(here + 1) % offered.count]
    problem = nil
  }

  /// Enters the weights from before the last shift.
  mutating func giveBack(_ former: FormerWeights?) {
    typed = ""
    guard let former else {
      problem = tr("No shift of \(service.name) was made in this session; u in the graph takes the newest change back.")
      return
    }
    guard let current, let weights = former.weights(for: current) else {
      problem = tr("The last shift was of another route or of other versions.")
      return
    }
    problem = nil
    dials[route] = WeightDial(weights)
  }

  /// Back to what is live, whatever was entered.
  mutating func reset() {
    dials = routes.map { WeightDial($0.weights) }
    typed = ""
    problem = nil
    news = nil
    draftedAt = nil
  }

  /// Takes over what the mesh says now; what was entered stays where its route and its versions are still there.
  mutating func refresh(routes new: [WeightRoute], obstacle newObstacle: String? = nil) {
    let old = self
    obstacle = newObstacle
    guard new != routes else { return }
    var kept = false
    var lost = zip(routes, dials).contains { $0.weights != $1.weights && $0.place(in: new) == nil }
    var rowName = current.flatMap { $0.targets.indices.contains(row) ? $0.targets[row].name : nil }
    routes = new
    dials = new.map { live in
      guard let i = live.place(in: old.routes), old.dials[i].weights != old.routes[i].weights else {
        return WeightDial(live.weights)
      }
      let before = old.routes[i].targets.map(\.name)
      guard let dial = old.dials[i].carried(from: before, to: live.targets.map(\.name)) else {
        lost = true
        return WeightDial(live.weights)
      }
      kept = kept || dial.weights != live.weights
      return dial
    }
    route = old.current.flatMap { $0.place(in: new) } ?? Self.firstChoice(new)
    let names = current?.targets.map(\.name) ?? []
    if rowName == nil { rowName = names.first }
    row = rowName.flatMap(names.firstIndex) ?? min(row, max(0, names.count - 1))
    if names != old.current?.targets.map(\.name) {
      typed = ""
      isDragging = false
    }
    if let said = WeightNews(from: old, to: self, kept: kept, lost: lost) {
      news = said
      problem = nil
    }
  }
}
