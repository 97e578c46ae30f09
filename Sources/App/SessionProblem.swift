import MeshModel

/// Why a mesh could not be looked at.
public struct SessionProblem: Error, CustomStringConvertible {
  public var problem: ControlPlaneProblem

  public var description: String { problem.text }

  /// What a store of metrics answered that should have told of the traffic.
  init(storeProblem reason: String, of store: MetricsStoreStatus) {
    let place = store.place.isEmpty ? "" : " \(store.place)"
    problem = ControlPlaneProblem(
      .unreachable, "\(store.name)\(place) cannot be read: \(reason). Or ask the proxies: --source proxies.")
  }

  init(problem: ControlPlaneProblem) { self.problem = problem }

  /// 3 where nothing is reached, 4 where the user is not known or may not, else 1.
  public var exitCode: Int32 {
    switch problem.kind {
    case .unreachable: 3
    case .unauthorized, .forbidden: 4
    case .other: 1
    }
  }
}
