import Cells
import MeshModel
import Testing

@testable import Dashboard

/// What colours tell is told by characters as well: the plain text of two states is never the same.
@Suite("Signs") struct SignTests {
  private static let statuses: [HealthStatus] = [.healthy, .degraded, .failure, .notReady, .idle, .na]

  /// The screen's text with a service of another health.
  private func text(_ status: HealthStatus, size: Size) -> String {
    var stage = Stage(size: size)
    var snapshot = Bookinfo().snapshot()
    for i in snapshot.nodes.indices where snapshot.nodes[i].id.text.contains("details") {
      snapshot.nodes[i].health = Health(status)
    }
    snapshot.timestamp += 5
    stage.send(.mesh(MeshView(snapshot: snapshot, configuration: Objects.configuration())))
    stage.type("/details")
    stage.press(.enter)
    return stage.text
  }

  @Test("of health on cards and in the details", arguments: Stage.sizes, [GlyphSet.unicode, .ascii])
  func health(size: Size, glyphs: GlyphSet) {
    let screens = Self.statuses.map { glyphs.text(text($0, size: size)) }
    #expect(Set(screens).count == Self.statuses.count)
  }

  @Test("of health in every set of glyphs", arguments: [GlyphSet.unicode, .ascii])
  func signs(glyphs: GlyphSet) {
    #expect(Set(Self.statuses.map { glyphs.text($0.sign) }).count == Self.statuses.count)
    #expect(Set(Self.statuses.map(\.word)).count == Self.statuses.count)
  }

  @Test("of messages", arguments: [GlyphSet.unicode, .ascii])
  func messages(glyphs: GlyphSet) {
    let signs = [Severity.info, .warning, .error].map { severity in
      glyphs.text(Message(time: 0, severity: severity, text: "").sign)
    }
    #expect(Set(signs).count == 3)
    let levels: [Notice.Level] = [.info, .warning, .error]
    #expect(Set(levels.map { glyphs.text($0.sign) }).count == 3)
  }

  @Test("of proxies in the header", arguments: [GlyphSet.unicode, .ascii])
  func proxies(glyphs: GlyphSet) {
    let states: [[ProxyStatus.State]] = [
      [.answering, .answering], [.answering, .pending], [.answering, .failing(reason: "x")],
      [.failing(reason: "x"), .failing(reason: "x")],
    ]
    let lines = states.map { states in
      var snapshot = MeshSnapshot(timestamp: 1000, windowSeconds: 30)
      snapshot.proxies = states.map { ProxyStatus(id: "p", namespace: "", pod: "", state: $0) }
      let header = Header(
        context: DashboardContext(name: "x"), options: ViewOptions(), connection: .connected, snapshot: snapshot,
        now: 1001, glyphs: glyphs)
      return glyphs.text(header.line(width: 80).text)
    }
    #expect(Set(lines).count == states.count)
  }

  /// In mono, attributes and text have to say what the colours do: every run of a state carries a mark on its row.
  @Test("beside every colour of trouble on the screen", arguments: Stage.sizes)
  func trouble(size: Size) {
    var mesh = Bookinfo()
    mesh.refused = 40
    var stage = Stage(size: size, bookinfo: mesh)
    let marks: [StyleToken: String] = [
      .failure: "✗", .degraded: "!%", .warning: "!▲?%", .notReady: "○", .error: "✗!%e5",
    ]
    for keys in ["", "/reviews", "P", "m"] {
      stage.type(keys)
      if keys.hasPrefix("/") { stage.press(.enter) }
      let canvas = stage.canvas()
      for y in 0..<canvas.height {
        for run in canvas.styleRuns(row: y) {
          guard let allowed = marks[run.style.token] else { continue }
          #expect(canvas.text[y].contains { allowed.contains($0) }, "\(run.style): \(canvas.text[y])")
        }
      }
    }
  }
}
