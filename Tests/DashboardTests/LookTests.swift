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
    try Golden.check(stage.canvas(), "edge-\(size.width)x\(size.height)")
  }

  @Test("expanded details", arguments: Stage.sizes)
  func expanded(size: Size) throws {
    var stage = Stage(size: size)
    stage.press(.enter)
    try Golden.check(stage.canvas(), "details-\(size.width)x\(size.height)")
  }

  @Test("no VirtualService: shares only", arguments: Stage.sizes)
  func shares(size: Size) throws {
    var mesh = Bookinfo()
    mesh.weights = nil
    mesh.refused = 0
    let stage = Stage(size: size, bookinfo: mesh, configuration: Objects.configuration(virtualServices: []))
    try Golden.check(stage.canvas(), "shares-\(size.width)x\(size.height)")
  }

  @Test("the weights form", arguments: Stage.sizes, [GlyphSet.unicode, .ascii])
  func weights(size: Size, glyphs: GlyphSet) throws {
    var stage = Stage(
      size: size, glyphs: glyphs, configuration: Objects.configuration(virtualServices: [Objects.twoRoutes]))
    stage.type("w")
    stage.press(.shiftLeft)
    try Golden.check(stage.canvas(), "weights-\(size.width)x\(size.height)-\(glyphs)")
  }

  @Test("the preview", arguments: Stage.sizes, [GlyphSet.unicode, .ascii])
  func preview(size: Size, glyphs: GlyphSet) throws {
    var stage = Stage(
      size: size, glyphs: glyphs, configuration: Objects.configuration(virtualServices: [Objects.twoRoutes]))
    stage.type("w")
    stage.press(.shiftLeft, .enter)
    stage.acceptDryRun()
    try Golden.check(stage.canvas(), "preview-\(size.width)x\(size.height)-\(glyphs)")
  }

  @Test("after the change", arguments: Stage.sizes, [GlyphSet.unicode, .ascii])
  func afterwards(size: Size, glyphs: GlyphSet) throws {
    var stage = Stage(size: size, glyphs: glyphs)
    stage.shiftTo70()
    var mesh = Bookinfo()
    mesh.split = (0.712, 0.288)
    mesh.weights = (70, 30, 0)
    mesh.timestamp += 36
    stage.send(.mesh(MeshView(snapshot: mesh.snapshot(), configuration: Objects.configuration())))
    try Golden.check(stage.canvas(), "afterwards-\(size.width)x\(size.height)-\(glyphs)")
  }

  @Test("help", arguments: Stage.sizes, [GlyphSet.unicode, .ascii])
  func help(size: Size, glyphs: GlyphSet) throws {
    var stage = Stage(size: size, glyphs: glyphs)
    stage.type("?")
    try Golden.check(stage.canvas(), "help-\(size.width)x\(size.height)-\(glyphs)")
  }

  @Test("an empty screen says why", arguments: Array(EmptyCase.all.keys).sorted(), [Stage.sizes[0], Stage.sizes[1]])
  func empty(name: String, size: Size) throws {
    let make = try #require(EmptyCase.all[name])
    let stage = make(size)
    try Golden.check(stage.canvas(), "empty-\(name)-\(size.width)x\(size.height)")
  }

  @Test("frozen, stale, read-only, with toasts")
  func states() throws {
    var stage = Stage(
      context: DashboardContext(name: "prod-eu", namespaces: ["default"], readOnlyReason: "--read-only"))
    stage.type("w")
    stage.press(.space)
    stage.send(.message(.error, "6 of 6 proxies stopped answering: connection refused."))
    try Golden.check(stage.canvas(), "frozen")
    var stale = Stage()
    stale.send(.connection(.failing(.unreachable, message: "connection to 10.0.0.1:6443 refused")))
    stale.send(.tick(stale.state.now + 30))
    try Golden.check(stale.canvas(), "stale")
  }

  @Test("a search")
  func find() throws {
    var stage = Stage(size: Size(width: 80, height: 24))
    stage.type("/rat")
    try Golden.check(stage.canvas(), "find")
  }
}
