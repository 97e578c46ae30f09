import Documents
import Testing

@testable import TrafficConfig

/// A good object with one part replaced, and the message that this gives.
enum WebhookCase {
  static func check(
    _ kind: String, _ base: String, _ path: String, _ yaml: String, _ level: ValidationMessage.Level?, _ at: String,
    _ text: String
  ) throws {
    var document = try Fixtures.document(kind, base)
    document[try #require(JSONPath(path))] = yaml == "-" ? nil : try YAMLText.parse("v: \(yaml)")["v"]
    let messages = Validator.webhook(document)
    guard let level else {
      #expect(messages.isEmpty, "\(messages.map(\.description))")
      return
    }
    let found = messages.contains { $0.level == level && $0.path == at && $0.message.contains(text) }
    #expect(found, "\(messages.map(\.description))")
  }
}
