import MeshModel

/// A pod: its application's state, and its proxy if it has one.
final class SimulatedPod {
  let name: String
  let address: String
  let workload: WorkloadID
  var labels: [String: String]
  /// The number of its workload's labels in the registry.
  let identity: Int32
  /// A hash of its address, for consistent hashing.
  let addressHash: UInt64
  var proxy: SimulatedProxy?
  var behaviour: WorkloadBehaviour
  /// Requests that the application works on.
  var active = 0
  /// Is an endpoint of its services.
  var isReady = true
  /// Stopped: refuses connections.
  var isGone = false
  /// The requests that its proxy has taken in and not answered.
  private(set) var inFlight: [InboundRequest] = []

  init(
    info: PodInfo, workload: WorkloadID, identity: Int32, behaviour: WorkloadBehaviour
  ) {
    name = info.name
    address = info.ip
    self.workload = workload
    labels = info.labels
    self.identity = identity
    addressHash = RandomSource.hash(info.ip)
    self.behaviour = behaviour
  }

  func add(_ request: InboundRequest) {
    request.index = inFlight.count
    inFlight.append(request)
  }

  /// - Complexity: O(1); the last takes the place of the removed.
  func remove(_ request: InboundRequest) {
    let last = inFlight.removeLast()
    if last !== request {
      inFlight[request.index] = last
      last.index = request.index
    }
  }

  /// How much slower the application works with what it has to do now, at least 1.
  var slowdown: Double { behaviour.slowdown(active: active) }
}
