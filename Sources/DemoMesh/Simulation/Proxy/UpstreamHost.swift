/// An endpoint as one cluster of one proxy sees it.
final class UpstreamHost {
  let pod: SimulatedPod
  /// Requests sent and not answered.
  var active = 0
  /// Idle connections, each by the number of requests that it has carried.
  var idle: [Int] = []
  var connections = 0
  var connecting = 0
  /// Requests that wait for a connection, oldest first.
  var queue: [UpstreamAttempt] = []
  /// No longer an endpoint of the cluster; connections close when their request ends.
  var isRemoved = false

  // Outlier detection.
  var consecutive5xx = 0
  var consecutiveGatewayErrors = 0
  /// When the sweep lets it back; nil while it is in.
  var returnsAt: Double?
  var ejections = 0
  /// When it last came back.
  var returnedAt: Double = 0

  init(pod: SimulatedPod) { self.pod = pod }
}
