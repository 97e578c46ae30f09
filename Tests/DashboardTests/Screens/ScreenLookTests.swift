import Cells
import MeshModel
import Testing
import TrafficConfig

@testable import Dashboard

/// The main screens as they are meant to look. A golden screen is text without colour: what it does not tell, a
/// monochrome terminal does not tell either.
@Suite("Look of the screens") struct ScreenLookTests {
  @Test("lists", arguments: TableKind.allCases, Stage.sizes)
  func lists(kind: TableKind, size: Size) throws {
    var stage = Self.opened(kind, size: size)
    stage.send(.tick(stage.state.now + 10))
    try Golden.check(stage, "list-\(kind)")
  }

  static func opened(_ kind: TableKind, size: Size) -> Stage {
    var stage = ScreenObjects.stage(size: size)
    if kind == .messages { stage.send(.message(.error, "The server refused it: 409. Read it again and start anew.")) }
    stage.press(.character(key(kind)))
    if kind == .history { stage.send(.journal(WizardObjects.journal(now: stage.state.now))) }
    return stage
  }

  static func key(_ kind: TableKind) -> Character {
    switch kind {
    case .overview: "1"
    case .services: "3"
    case .workloads: "4"
    case .config: "5"
    case .proxies: "6"
    case .history: "7"
    case .messages: "8"
    }
  }

  @Test("a service closely", arguments: CloserScreen.Part.allCases, Stage.sizes)
  func service(part: CloserScreen.Part, size: Size) throws {
    var stage = ScreenObjects.stage(size: size)
    stage.type(":svc reviews")
    stage.press(.enter)
    Self.turn(&stage, to: part)
    try Golden.check(stage, "service-\(part)")
  }

  @Test("a workload closely", arguments: Stage.sizes)
  func workload(size: Size) throws {
    var stage = ScreenObjects.stage(size: size)
    stage.type(":wl reviews-v2")
    stage.press(.enter)
    try Golden.check(stage, "workload")
  }

  /// Goes to a part, and answers what that asks for.
  static func turn(_ stage: inout Stage, to part: CloserScreen.Part) {
    for _ in 0..<(CloserScreen.Part.allCases.firstIndex(of: part) ?? 0) { stage.press(.tab) }
    for effect in stage.effects {
      switch effect {
      case .readEvents(let request): stage.send(.objectEvents(request, .success(ScreenObjects.events)))
      case .readLog(let request): stage.send(.podLog(request, .success(ScreenObjects.log(lines: 80))))
      default: break
      }
    }
  }

  @Test("the palette, the filter and the choice of columns", arguments: Stage.sizes)
  func overlays(size: Size) throws {
    var palette = ScreenObjects.stage(size: size)
    palette.type("3:re")
    try Golden.check(palette, "palette")
    var filter = ScreenObjects.stage(size: size)
    filter.type("4/version=v1 !details")
    try Golden.check(filter, "filter")
    var columns = ScreenObjects.stage(size: size)
    columns.type("3C")
    try Golden.check(columns, "columns")
  }

  @Test("an empty list says why", arguments: TableKind.allCases, Stage.sizes)
  func empty(kind: TableKind, size: Size) throws {
    var stage = Stage(size: size, bookinfo: nil, configuration: MeshConfiguration())
    stage.send(.connection(.connected))
    stage.send(
      .mesh(
        MeshView(
          snapshot: MeshSnapshot(timestamp: 1_700_000_000, windowSeconds: 30), configuration: MeshConfiguration())))
    stage.press(.character(Self.key(kind)))
    if kind == .history { stage.send(.journal([])) }
    try Golden.check(stage, "list-empty-\(kind)")
  }

  @Test("data that is old looks old")
  func stale() {
    var stage = ScreenObjects.stage()
    stage.type("3")
    stage.send(.tick(stage.state.now + 60))
    let row = stage.canvas().row(stage.state.panes.form.y + 2)
    #expect(row.contains { $0.style == .stale })
  }
}
