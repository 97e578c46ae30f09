/// A change that is thought through but not made: what it writes, in which order, and what to expect of it.
public struct ChangePlan: Sendable, Hashable, Identifiable {
  /// The same plan on the same objects has the same id.
  public let id: String
  /// A few words, such as `Shift reviews.default`.
  public var title: String
  /// The change in words: `reviews.default: v1 80→70, v2 20→30. 1 other route untouched.`
  public var sentence: String
  /// In the order in which they must be applied: what is referred to comes before what refers to it.
  public var changes: [ObjectChange]
  /// What validation says about the objects as they would be: every error, and what else it did not say before.
  public var findings: [ValidationMessage]
  /// What each version would get, by the traffic seen now.
  public var forecast: [VersionForecast]
  /// What the operator should know before confirming: owners, readiness, who is not affected.
  public var notices: [String]
  /// The journal entry that the plan takes back, if it is an undo.
  public var undoOf: String?
  /// Why a version loses its requests again, in a sentence, if the plan rolls something back.
  public var rollBackReason: String?

  public init(
    id: String? = nil, title: String, sentence: String, changes: [ObjectChange],
    findings: [ValidationMessage] = [], forecast: [VersionForecast] = [], notices: [String] = [], undoOf: String? = nil,
    rollBackReason: String? = nil
  ) {
    self.id = id ?? Self.identity(title: title, changes: changes)
    self.title = title
    self.sentence = sentence
    self.changes = changes
    self.findings = findings
    self.forecast = forecast
    self.notices = notices
    self.undoOf = undoOf
    self.rollBackReason = rollBackReason
  }

  /// Nothing would be written.
  public var isEmpty: Bool { changes.isEmpty }

  /// Validation finds errors: the API server would refuse the plan, or traffic would break.
  public var hasErrors: Bool { findings.contains { $0.level == .error } }

  /// FNV-1a over the title and the documents.
  private static func identity(title: String, changes: [ObjectChange]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ bytes: some Sequence<UInt8>) {
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
    add(title.utf8)
    for change in changes {
      add(change.reference.description.utf8)
      add(change.before?.serializedBytes() ?? [0])
      add(change.after?.serializedBytes() ?? [0])
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
