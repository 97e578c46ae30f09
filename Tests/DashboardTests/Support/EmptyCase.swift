import Cells
import MeshModel
import TrafficConfig

@testable import Dashboard

/// Dashboards with nothing to draw, each for another reason.
enum EmptyCase {
  static let all: [String: @Sendable (Size) -> Stage] = [
    "connecting": { size in
      var stage = Stage(size: size, bookinfo: nil)
      stage.send(.tick(stage.state.now + 7))
      return stage
    },
    "unreachable": { size in
      var stage = Stage(size: size, bookinfo: nil)
      stage.send(.connection(.failing(.unreachable, message: "connect to 10.0.0.1:6443: connection refused")))
      return stage
    },
    "forbidden": { size in
      var stage = Stage(size: size, bookinfo: nil)
      stage.send(
        .connection(
          .failing(.forbidden, message: "pods is forbidden: User \"ann\" cannot list resource \"pods\" in \"default\""))
      )
      return stage
    },
    "no-proxies": { size in
      var snapshot = Bookinfo().snapshot()
      snapshot.nodes = []
      snapshot.edges = []
      snapshot.proxies = []
      for i in snapshot.workloads.indices { snapshot.workloads[i].pods[0].hasProxy = false }
      return shown(snapshot, size)
    },
    "no-traffic": { size in
      var snapshot = Bookinfo().snapshot()
      snapshot.nodes = []
      snapshot.edges = []
      snapshot.timestamp += 240
      return shown(snapshot, size)
    },
    "nothing-answers": { size in
      var snapshot = Bookinfo().snapshot()
      snapshot.nodes = []
      snapshot.edges = []
      for i in snapshot.proxies.indices {
        snapshot.proxies[i].state = .failing(reason: i < 4 ? "timed out after 5 s" : "HTTP 503")
      }
      return shown(snapshot, size)
    },
    "store-searching": { size in
      stored(MetricsStoreStatus(name: "Prometheus", place: ""), [], size)
    },
    "store-failing": { size in
      let text =
        "Prometheus monitoring/prometheus:9090 cannot be read: connection refused. --source proxies asks the "
        + "proxies themselves."
      return stored(
        MetricsStoreStatus(name: "Prometheus", place: "monitoring/prometheus:9090", problem: "connection refused"),
        [Notice(code: "store-failing", level: .error, text: text)], size)
    },
    "store-empty": { size in
      stored(
        MetricsStoreStatus(name: "Prometheus", place: "monitoring/prometheus:9090", age: 0, scrapeInterval: 15),
        [
          Notice(code: "store-empty", text: "Prometheus monitoring/prometheus:9090 has no metric istio_requests_total.")
        ],
        size)
    },
  ]

  private static func stored(_ store: MetricsStoreStatus, _ notices: [Notice], _ size: Size) -> Stage {
    var snapshot = Bookinfo().snapshot()
    snapshot.nodes = []
    snapshot.edges = []
    snapshot.store = store
    snapshot.notices = notices
    for i in snapshot.proxies.indices { snapshot.proxies[i].state = .pending }
    return shown(snapshot, size)
  }

  private static func shown(_ snapshot: MeshSnapshot, _ size: Size) -> Stage {
    var stage = Stage(size: size, bookinfo: nil)
    stage.send(.connection(.connected))
    stage.send(.mesh(MeshView(snapshot: snapshot, configuration: MeshConfiguration())))
    return stage
  }
}
