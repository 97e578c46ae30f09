import TrafficConfig

/// How many findings of each gravity.
struct FindingCount: Hashable, Sendable {
  var errors = 0
  var warnings = 0

  init() {}

  init(_ messages: [ValidationMessage]) {
    for message in messages { add(message) }
  }

  mutating func add(_ message: ValidationMessage) {
    switch message.level {
    case .error: errors += 1
    case .warning: warnings += 1
    case .info: break
    }
  }
}
