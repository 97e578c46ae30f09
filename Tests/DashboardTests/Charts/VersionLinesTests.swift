import Cells
import MeshModel
import Testing

@testable import Dashboard

@Suite("Versions closely") struct VersionLinesTests {
  static func stage(_ size: Size = Size(width: 120, height: 60)) -> Stage {
    var stage = Stage(size: size)
    stage.type(":svc reviews")
    stage.press(.enter, .tab, .tab)
    return stage
  }

  @Test("each version is compared with the busiest, in figures and in a sentence")
  func compared() {
    let text = Self.stage().text
    #expect(text.contains("[Versions]"))
    #expect(text.contains("v2 beside v1"))
    #expect(text.contains("No difference in errors can be told yet: with"))
    #expect(text.contains("v2 is slower") || text.contains("No difference in latency"))
    #expect(text.contains("LATENCY"))
  }

  @Test("a version that fails more often is told with the bounds of the difference")
  func failing() throws {
    var bookinfo = Bookinfo()
    bookinfo.split = (0.6, 0.4)
    var snapshot = bookinfo.snapshot()
    let edge = EdgeID(source: Bookinfo.service("reviews"), target: Bookinfo.node("reviews-v2"), protocol: .http)
    let points = try #require(snapshot.edgeHistory[edge])
    snapshot.edgeHistory[edge] = points.map { point in
      TrafficPoint(
        time: point.time, seconds: point.seconds, since: point.since, rate: point.rate, percentError: 5, p50: point.p50,
        p95: point.p95, p99: point.p99)
    }
    var stage = Self.stage()
    stage.send(.mesh(MeshView(snapshot: snapshot, configuration: Objects.configuration())))
    #expect(stage.text.contains("✗ v2 fails 4."))
    #expect(stage.text.contains("points more often than v1 (95 %)"))
    // The form for weights says it too, of the version under the cursor.
    stage.press(.escape)
    stage.type(":svc reviews")
    stage.press(.enter)
    stage.type("w")
    stage.press(.down)
    #expect(stage.text.contains("points more often than v1"))
  }

  @Test("a workload has no such part, and on narrow screens all parts can be told")
  func parts() {
    var stage = Stage(size: Size(width: 40, height: 10))
    stage.type(":wl reviews-v2")
    stage.press(.enter)
    #expect(!stage.text.contains("Ver"))
    var service = Stage(size: Size(width: 40, height: 10))
    service.type(":svc reviews")
    service.press(.enter)
    for name in ["[Traffic]", "Cha", "Ver", "Rou", "Pod", "Eve", "Log"] { #expect(service.text.contains(name)) }
  }
}
