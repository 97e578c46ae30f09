import Cells
import MeshModel
import Testing
import TrafficConfig

@testable import Dashboard

/// Every screen as it is meant to look; the files are documentation as well.
@Suite("Look") struct LookTests {
  @Test("details of an edge", arguments: Stage.sizes)
  func edge(size: Size) throws {
    var stage = Stage(size: size)
    stage.press(.tab, .tab)
    try Golden.check(stage, "edge")
  }

  @Test("expanded details", arguments: Stage.sizes)
  func expanded(size: Size) throws {
    var stage = Stage(size: size)
    stage.press(.enter)
    try Golden.check(stage, "details")
  }

  @Test("no VirtualService: shares only", arguments: Stage.sizes)
  func shares(size: Size) throws {
    var mesh = Bookinfo()
    mesh.weights = nil
    mesh.refused = 0
    let stage = Stage(size: size, bookinfo: mesh, configuration: Objects.configuration(virtualServices: []))
    try Golden.check(stage, "shares")
  }

  @Test("the weights form", arguments: Stage.sizes)
  func weights(size: Size) throws {
    var stage = Stage(
      size: size, configuration: Objects.configuration(virtualServices: [Objects.twoRoutes]))
    stage.type("w")
    stage.press(.shiftLeft)
    try Golden.check(stage, "weights")
  }

  @Test("the preview", arguments: Stage.sizes)
  func preview(size: Size) throws {
    var stage = Stage(
      size: size, configuration: Objects.configuration(virtualServices: [Objects.twoRoutes]))
    stage.type("w")
    stage.press(.shiftLeft, .enter)
    stage.acceptDryRun()
    try Golden.check(stage, "preview")
  }

  @Test("after the change", arguments: Stage.sizes)
  func afterwards(size: Size) throws {
    var stage = Stage(size: size)
    stage.shiftTo70()
    var mesh = Bookinfo()
    mesh.split = (0.712, 0.288)
    mesh.weights = (70, 30, 0)
    mesh.timestamp += 36
    stage.send(.mesh(MeshView(snapshot: mesh.snapshot(), configuration: Objects.configuration())))
    try Golden.check(stage, "afterwards")
  }

  @Test("help", arguments: Stage.sizes)
  func help(size: Size) throws {
    var stage = Stage(size: size)
    stage.type("?")
    try Golden.check(stage, "help")
  }

  @Test("an empty screen says why", arguments: Array(EmptyCase.all.keys).sorted(), Stage.sizes)
  func empty(name: String, size: Size) throws {
    let make = try #require(EmptyCase.all[name])
    let stage = make(size)
    try Golden.check(stage, "empty-\(name)")
  }

  @Test("frozen, stale, read-only, with toasts")
  func states() throws {
    var stage = Stage(
      context: DashboardContext(name: "prod-eu", namespaces: ["default"], readOnlyReason: "--read-only"))
    stage.type("w")
    stage.press(.space)
    stage.send(.message(.error, "6 of 6 proxies stopped answering: connection refused."))
    try Golden.check(stage, "frozen")
    var stale = Stage()
    stale.send(.connection(.failing(.unreachable, message: "connection to 10.0.0.1:6443 refused")))
    stale.send(.tick(stale.state.now + 30))
    try Golden.check(stale, "stale")
  }

  @Test("a search")
  func find() throws {
    var stage = Stage(size: Size(width: 80, height: 24))
    stage.type("/rat")
    try Golden.check(stage, "find")
  }
}
