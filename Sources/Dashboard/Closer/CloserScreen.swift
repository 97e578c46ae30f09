import MeshModel
import Texts

/// A service or a workload, closely.
struct CloserScreen: Hashable, Sendable {
  enum Subject: Hashable, Sendable {
    case service(ServiceID)
    case workload(WorkloadID)

    var name: String {
      switch self {
      case .service(let id): id.description
      case .workload(let id): id.description
      }
    }

    var namespace: String {
      switch self {
      case .service(let id): id.namespace
      case .workload(let id): id.namespace
      }
    }
  }

  /// The parts of the screen, one at a time.
  enum Part: String, Hashable, Sendable, CaseIterable {
    case traffic, charts, versions, routing, pods, events, log

    var title: String {
      switch self {
      case .traffic: tr("Traffic")
      case .charts: tr("Charts")
      case .versions: tr("Versions")
      case .routing: tr("Routing")
      case .pods: tr("Pods")
      case .events: tr("Events")
      case .log: tr("Log")
      }
    }
  }

  /// Those that there are of the subject.
  var parts: [Part] {
    if case .workload = subject { return Part.allCases.filter { $0 != .versions } }
    return Part.allCases
  }

  var subject: Subject
  var part = Part.traffic
  /// Seconds that charts and comparisons are over; nil for as long as anything is known.
  var span: Double?
  /// The first line of the part that is shown; nil at the end, which is followed.
  var scroll: Int? = 0
  /// Whose log is shown; nil for the first of the pods.
  var pod: String?
  /// The log of the sidecar in place of the application's.
  var isProxyLog = false
  var events = Reading<[ObjectEvent]>()
  var log = Reading<PodLog>()
}
