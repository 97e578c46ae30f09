import Documents
import MeshModel
import Testing
import TrafficConfig

@testable import Collector

@Suite("Notices from the status of routing rules")
struct StatusNoticeTests {
  private static func object(_ name: String, _ status: JSONValue?) -> (reference: ObjectReference, document: JSONValue)
  {
    var document: JSONValue = ["kind": "VirtualService"]
    document["status"] = status
    return (ObjectReference(kind: "VirtualService", namespace: "default", name: name), document)
  }

  private static let refused: JSONValue = [
    "conditions": [
      ["type": "Reconciled", "status": "False", "reason": "ProxyRefused", "message": "missing ]:\n["]
    ]
  ]

  @Test("A condition and istiod's messages name the object and the reason")
  func texts() {
    let reported: JSONValue = [
      "validationMessages": [
        ["level": "ERROR", "type": ["code": "IST0101", "name": "ReferencedResourceNotFound"]],
        ["level": "INFO", "type": ["code": "IST0118", "name": "PortNameIsNotUnderNamingConvention"]],
      ]
    ]
    let fine: JSONValue = ["conditions": [["type": "Reconciled", "status": "True"]]]
    let notices = StatusNotices.notices([
      Self.object("b", reported), Self.object("a", Self.refused), Self.object("c", fine), Self.object("d", nil),
    ])
    #expect(
      notices == [
        Notice(
          code: "object-status", level: .error,
          text: "VirtualService default/a: not in effect as it stands: ProxyRefused: missing ]: ["),
        Notice(
          code: "object-status", level: .error,
          text: "VirtualService default/b: istiod reports IST0101 ReferencedResourceNotFound"),
      ])
  }

  @Test("Warnings are less than errors, and many are counted")
  func many() {
    let warned: JSONValue = ["validationMessages": [["level": "WARNING", "type": ["code": "IST0130"]]]]
    let notices = StatusNotices.notices((0..<7).map { Self.object("v\($0)", warned) })
    #expect(notices.count == 5)
    #expect(notices.allSatisfy { $0.level == .warning })
    #expect(notices.last?.text.hasPrefix("3 more objects") == true)
  }
}
