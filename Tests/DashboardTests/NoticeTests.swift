import Cells
import MeshModel
import Testing
import TrafficConfig

@testable import Dashboard

@Suite("Faults on the graph screen") struct NoticeTests {
  /// Bookinfo with the proxy of one workload in trouble.
  private func stage(_ workload: String = "reviews-v2", size: Size = Size(width: 120, height: 40)) -> Stage {
    var stage = Stage(size: size)
    var snapshot = Bookinfo().snapshot()
    snapshot.timestamp += 5
    guard let i = snapshot.proxies.firstIndex(where: { $0.workload == workload }) else { return stage }
    snapshot.proxies[i].state = .failing(reason: "no answer within 5 s")
    snapshot.proxies[i].age = 23
    snapshot.notices = [
      Notice(
        code: "proxy-failing",
        text: "1 of 6 proxies not read: \(snapshot.proxies[i].id) (no answer within 5 s). What only they report is "
          + "missing."),
      Notice(code: "unknown-source", level: .info, text: "Callers without a proxy reach productpage."),
    ]
    stage.send(.mesh(MeshView(snapshot: snapshot, configuration: Objects.configuration())))
    return stage
  }

  @Test("a proxy that is not read is told in header, line, details and messages", arguments: Stage.sizes)
  func unread(size: Size) throws {
    var stage = stage(size: size)
    let screen = stage.text
    #expect(screen.contains("5/6"))
    #expect(screen.contains("1 of 6 proxies not read"))
    if size.width >= 80 {
      #expect(screen.contains(size.width < 100 ? "! 2 m" : "2 notices m"))
      #expect(screen.contains("proxy reviews-v2-7d4c9 not read for 23 s"))
    }
    if size.width == 120 { try Golden.check(stage, "unread-proxy") }
    stage.type("m")
    #expect(stage.text.contains("reviews-v2"))
    #expect(size.height < 24 || stage.text.contains("Callers without a proxy"))
  }

  @Test("the sign of a card says that nothing bad is known but not all is told")
  func sign() throws {
    let details = try #require(stage("details-v1").state.graph.model.cards.first { $0.title == "details" })
    #expect(details.signText == "?")
    #expect(details.rows.map(\.isUnread) == [true])
    // What is known to be bad is not hidden by it.
    let reviews = try #require(stage("reviews-v2").state.graph.model.cards.first { $0.title == "reviews" })
    #expect(reviews.signText == "!")
    #expect(reviews.rows.map(\.isUnread) == [false, true, false])
    #expect(reviews.unread.count == 1)
  }

  @Test("notices that only inform are counted, but no line of warning stands over the graph")
  func quiet() {
    var stage = Stage()
    var snapshot = Bookinfo().snapshot()
    snapshot.notices = [
      Notice(code: "unknown-source", level: .info, text: "Callers without a proxy reach productpage.")
    ]
    stage.send(.mesh(MeshView(snapshot: snapshot, configuration: Objects.configuration())))
    #expect(stage.text.contains("1 notice m"))
    #expect(!stage.text.contains("Callers without"))
  }
}
