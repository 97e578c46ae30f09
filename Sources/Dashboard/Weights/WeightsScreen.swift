import MeshModel

/// The form for a service's weights.
struct WeightsScreen: Sendable {
  var service: ServiceID
  /// `VirtualService reviews`, or that one will be created.
  var object: String
  var routes: [WeightRoute]
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
  /// Somebody else changed the weights since the form was opened.
  var changedBelow = false

  init(service: ServiceID, object: String, routes: [WeightRoute]) {
    self.service = service
    self.object = object
    self.routes = routes
    dials = routes.map { WeightDial($0.weights) }
    // Most often it is about everybody.
    route =
      routes.firstIndex { $0.obstacle == nil && $0.split.isCatchAll && $0.split.isOnMesh }
      ?? routes.firstIndex { $0.obstacle == nil } ?? 0
  }

  var current: WeightRoute? { routes.indices.contains(route) ? routes[route] : nil }
  var dial: WeightDial? { dials.indices.contains(route) ? dials[route] : nil }
  var isChanged: Bool { zip(routes, dials).contains { $0.weights != $1.weights } }

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
    if dial.locked[row] { return "This row is locked; l unlocks it." }
    if dial.minimum(row) == dial.maximum(row) { return "All other rows are locked: nothing can be given or taken." }
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

  /// Takes over what the mesh says now; what was entered stays, unless nothing was.
  mutating func refresh(routes new: [WeightRoute], object newObject: String) {
    object = newObject
    guard new.map(\.split.id) == routes.map(\.split.id),
      zip(new, routes).allSatisfy({ $0.targets.map(\.name) == $1.targets.map(\.name) })
    else {
      // Other routes or versions than before: the form would be about something that is gone.
      changedBelow = true
      return
    }
    for i in new.indices where new[i].weights != routes[i].weights {
      if dials[i].weights == routes[i].weights { dials[i] = WeightDial(new[i].weights) } else { changedBelow = true }
    }
    routes = new
  }
}
