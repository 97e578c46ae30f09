import Cells
import Documents

/// What was reached, what is missing and what to ask for, on one page.
public struct DoctorReport: Sendable {
  public enum Status: String, Sendable { case ok, warning, problem }

  public struct Finding: Sendable, Hashable {
    public var topic: String
    public var status: Status
    public var text: String

    public init(_ topic: String, _ status: Status, _ text: String) {
      self.topic = topic
      self.status = status
      self.text = text
    }
  }

  /// One thing that takes rights, in one place.
  public struct Right: Sendable, Hashable {
    public var purpose: String
    /// Nil for the whole cluster.
    public var namespace: String?
    /// How people call the place.
    public var place: String
    /// Such as `get pods/proxy`; empty where all is granted.
    public var missing: [String]
    public var isEssential: Bool

    public init(purpose: String, namespace: String?, place: String, missing: [String], isEssential: Bool) {
      self.purpose = purpose
      self.namespace = namespace
      self.place = place
      self.missing = missing
      self.isEssential = isEssential
    }
  }

  public var findings: [Finding] = []
  public var rights: [Right] = []
  /// Roles and bindings to ask for.
  public var manifests: [JSONValue] = []

  public init() {}

  public mutating func add(_ topic: String, _ status: Status, _ text: String) {
    findings.append(Finding(topic, status, text))
  }

  /// For people; `yaml` with the roles at the end can be given to kubectl as it is.
  public var text: String { text(width: .max) }

  /// The same with the findings and rights in lines of at most so many cells, where their words allow it.
  public func text(width columns: Int) -> String {
    let width = (findings.map { TextWidth.of($0.topic) }.max() ?? 0)
    func row(_ sign: String, _ topic: String, _ text: String) -> String {
      let lead = "\(sign) " + topic + String(repeating: " ", count: max(0, width - TextWidth.of(topic))) + "  "
      return Self.wrapped(TextWidth.sanitized(text), lead: lead, width: columns)
    }
    var text = findings.map { row(Self.sign($0.status), $0.topic, $0.text) }.joined()
    if !rights.isEmpty {
      text += "\nRights\n"
      for right in rights {
        let sign = right.missing.isEmpty ? "ok" : right.isEssential ? "✗ " : "! "
        let lack = right.missing.isEmpty ? "" : ": missing " + right.missing.joined(separator: ", ")
        text += Self.wrapped("\(right.purpose) in \(right.place)\(lack)", lead: "\(sign) ", width: columns)
      }
    }
    if !manifests.isEmpty {
      text += "\nTo ask for (kubectl apply -f -):\n\n---\n" + yaml
    }
    return text
  }

  public var yaml: String { YAMLText.emitAll(manifests) }

  public var json: JSONValue {
    let rights = rights.map { right -> JSONValue in
      var object: JSONObject = ["purpose": .string(right.purpose)]
      if let namespace = right.namespace { object["namespace"] = .string(namespace) }
      object["missing"] = .array(right.missing.map { .string($0) })
      object["essential"] = .bool(right.isEssential)
      return .object(object)
    }
    return [
      "findings": .array(
        findings.map {
          ["topic": .string($0.topic), "status": .string($0.status.rawValue), "text": .string($0.text)]
        }),
      "rights": .array(rights), "manifests": .array(manifests),
    ]
  }

  /// The words after a lead, further lines indented as far as the lead reaches.
  private static func wrapped(_ text: String, lead: String, width: Int) -> String {
    let indent = String(repeating: " ", count: TextWidth.of(lead))
    var lines = [lead]
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let isFirst = lines[lines.count - 1] == (lines.count == 1 ? lead : indent)
      if !isFirst, TextWidth.of(lines[lines.count - 1]) + 1 + TextWidth.of(String(word)) > width {
        lines.append(indent + word)
      } else {
        lines[lines.count - 1] += (isFirst ? "" : " ") + word
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func sign(_ status: Status) -> String {
    switch status {
    case .ok: "ok"
    case .warning: "! "
    case .problem: "✗ "
    }
  }
}
