import Cells
import Documents
import MeshModel
import Texts
import TrafficConfig

@testable import Dashboard

/// A dashboard with Bookinfo on it, to press keys on.
struct Stage {
  var state: DashboardState
  /// But for those of `attentions`.
  var effects: [DashboardEffect] = []
  /// What was told to be read at the full rate, after each change of it.
  var attentions: [Attention] = []

  static let sizes = [
    Size(width: 40, height: 10), Size(width: 80, height: 24), Size(width: 120, height: 40),
    Size(width: 200, height: 60),
  ]

  init(
    size: Size = Size(width: 120, height: 40), glyphs: GlyphSet = .unicode,
    context: DashboardContext = DashboardContext(name: "prod-eu", namespaces: ["default"], user: "ann"),
    bookinfo: Bookinfo? = Bookinfo(),
    configuration: MeshConfiguration = Objects.configuration()
  ) {
    let start = (bookinfo ?? Bookinfo()).timestamp
    state = DashboardState(context: context, glyphs: glyphs, language: .current, size: size, now: start + 2)
    if let bookinfo {
      send(.connection(.connected))
      send(.mesh(MeshView(snapshot: bookinfo.snapshot(), configuration: configuration)))
    }
    send(.tick(start + 2))
  }

  mutating func send(_ event: DashboardEvent) {
    for effect in update(&state, event) {
      if case .attend(let attention) = effect { attentions.append(attention) } else { effects.append(effect) }
    }
  }

  mutating func press(_ keys: Key...) {
    for key in keys { send(.input(.key(key))) }
  }

  /// Each character as a key.
  mutating func type(_ text: String) {
    for character in text { send(.input(.key(.character(character)))) }
  }

  func canvas() -> Canvas { render(state, size: state.size) }
  var text: String { canvas().text.joined(separator: "\n") }
}

extension Stage {
  /// The plan of the newest effect of that kind.
  var dryRunPlan: ChangePlan? {
    effects.reversed().lazy.compactMap { if case .dryRun(let plan) = $0 { plan } else { nil } }.first
  }

  var appliedPlan: ChangePlan? {
    effects.reversed().lazy.compactMap { if case .apply(let plan) = $0 { plan } else { nil } }.first
  }

  /// The server has nothing against the plan on the screen.
  mutating func acceptDryRun() {
    guard let plan = dryRunPlan else { return }
    let steps = plan.changes.map {
      DryRunReport.Step(reference: $0.reference, operation: $0.operation, outcome: .accepted)
    }
    send(.dryRun(DryRunReport(planID: plan.id, steps: steps)))
  }

  /// Reviews from 80/20 to 70/30, written.
  mutating func shiftTo70() {
    type("w")
    press(.shiftLeft, .enter)
    acceptDryRun()
    type("y")
    guard let plan = appliedPlan else { return }
    send(.progress(.step(1, of: 1, text: "update VirtualService default/reviews")))
    send(.progress(.wrote(plan.changes[0].reference, resourceVersion: "48290")))
    send(.progress(.waiting(text: "2 of 3 client proxies have it.")))
    send(.tick(state.now + 1))
    send(.progress(.done(text: "3 of 3 client proxies have it.")))
    send(.progress(.done(text: "Read again: as sent.")))
    send(
      .changeFinished(
        JournalEntry(
          id: "20231114-1", time: state.now, user: "ann", context: "prod-eu", title: plan.title,
          sentence: plan.sentence, changes: plan.changes.map(JournalEntry.Change.init), state: .applied)))
  }
}
