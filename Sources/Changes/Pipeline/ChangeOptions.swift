import Texts

/// How patient a change is.
public struct ChangeOptions: Sendable, Hashable {
  /// The longest wait for client proxies to take a new subset or new routes, and for a pod of a subset to be ready.
  public var proofTimeout = Duration.seconds(30)
  /// The longest time between two looks at the proxies; the first ones come faster.
  public var pollInterval = Duration.milliseconds(500)
  /// The longest wait for proxies to take an update of which only their counters tell.
  public var updatePatience = Duration.seconds(5)
  /// What is waited instead where no proxy can be asked.
  public var settle = Duration.seconds(3)
  /// How many client proxies are asked; of more, only so many are.
  public var maxProxies = 30
  /// For the answer of one proxy.
  public var proxyDeadline = Duration.seconds(2)
  /// How often the server is asked again what became of a write whose answer was lost, and a put-back is repeated.
  public var recoveryAttempts = 4

  public init() {}
}

extension ChangeOptions {
  /// The pauses between looks, growing from 50 ms, that together last as long as `proofTimeout`.
  var pauses: [Duration] { pauses(lasting: proofTimeout) }

  func pauses(lasting patience: Duration) -> [Duration] {
    var pauses: [Duration] = []
    var next = min(.milliseconds(50), pollInterval)
    var total = Duration.zero
    while total < patience && Duration.zero < next {
      pauses.append(next)
      total += next
      next = min(next * 2, pollInterval)
    }
    return pauses
  }

  /// A duration for people, such as `30 s` or `250 ms`.
  static func text(_ duration: Duration) -> String {
    let milliseconds = duration.components.seconds * 1_000 + duration.components.attoseconds / 1_000_000_000_000_000
    return milliseconds % 1_000 == 0 ? tr("\(milliseconds / 1_000) s") : tr("\(milliseconds) ms")
  }
}
