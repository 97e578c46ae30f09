/// How long pods of the demo take to come and go, in seconds.
struct PodTiming: Sendable, Hashable {
  /// From creation until the containers are ready.
  var start = 0.9
  /// From the wish to delete until the pod is gone, unless its grace period is shorter.
  var stop = 0.6

  static let immediate = PodTiming(start: 0, stop: 0)
}
