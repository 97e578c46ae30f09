import Documents
import MeshModel
import Texts
import TrafficConfig

/// What the control plane itself says is wrong with routing rules, in their status: istiod's analysis
/// (`validationMessages`) and the condition `Reconciled`.
enum StatusNotices {
  /// Beyond so many, the rest is only counted.
  private static let shown = 4

  /// One notice for each object that something is wrong with, in the order of the objects' names.
  static func notices(_ objects: [(reference: ObjectReference, document: JSONValue)]) -> [Notice] {
    let found = objects.compactMap { reference, document in
      text(of: document["status"]).map { (reference: reference, text: $0.text, isError: $0.isError) }
    }.sorted { $0.reference < $1.reference }
    var notices = found.prefix(shown).map { finding in
      Notice(
        code: "object-status", level: finding.isError ? .error : .warning,
        text: "\(finding.reference): \(finding.text)")
    }
    if found.count > shown {
      notices.append(
        Notice(
          code: "object-status",
          text: tr("\(found.count - shown) more objects have a status that says something is wrong with them.")))
    }
    return notices
  }

  /// What a status says is wrong; nil for nothing.
  private static func text(of status: JSONValue?) -> (text: String, isError: Bool)? {
    var texts: [String] = []
    var isError = false
    for condition in status?["conditions"]?.array ?? []
    where condition["type"]?.string == "Reconciled" && condition["status"]?.string == "False" {
      isError = true
      let words = [condition["reason"]?.string, condition["message"]?.string].compactMap { $0 }.filter { !$0.isEmpty }
      texts.append(tr("not in effect as it stands") + (words.isEmpty ? "" : ": \(words.joined(separator: ": "))"))
    }
    for message in status?["validationMessages"]?.array ?? [] {
      let level = message["level"]?.string ?? ""
      guard ["ERROR", "WARNING"].contains(level) else { continue }
      if level == "ERROR" { isError = true }
      let type = message["type"]
      let words = [type?["code"]?.string, type?["name"]?.string].compactMap { $0 }
      texts.append(tr("istiod reports \(words.isEmpty ? level.lowercased() : words.joined(separator: " "))"))
    }
    return texts.isEmpty ? nil : (texts.map(oneLine).joined(separator: "; "), isError)
  }

  private static func oneLine(_ text: String) -> String { String(text.map { $0.isNewline ? " " : $0 }) }
}
