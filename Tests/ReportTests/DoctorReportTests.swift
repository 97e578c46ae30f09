import Documents
import Testing

@testable import Report

@Suite struct DoctorReportTests {
  private static var report: DoctorReport {
    var report = DoctorReport()
    report.add("API server", .ok, "https://10.0.0.1:6443, Kubernetes v1.32.4, answered in 4 ms")
    report.add("user", .warning, "ann\u{1b}[31m in the kubeconfig")
    report.rights = [
      DoctorReport.Right(
        purpose: "see services and pods", namespace: "shop", place: "shop", missing: [], isEssential: true),
      DoctorReport.Right(
        purpose: "read the proxies' statistics", namespace: nil, place: "all namespaces", missing: ["get pods/proxy"],
        isEssential: true),
    ]
    report.manifests = [["kind": "Role", "metadata": ["name": "vigla-view"]]]
    return report
  }

  @Test func pageForPeople() {
    let lines = Self.report.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines.first == "ok API server  https://10.0.0.1:6443, Kubernetes v1.32.4, answered in 4 ms")
    #expect(!Self.report.text.contains("\u{1b}"))
    #expect(lines.contains("ok see services and pods in shop"))
    #expect(lines.contains("✗  read the proxies' statistics in all namespaces: missing get pods/proxy"))
    #expect(Self.report.text.hasSuffix("---\nkind: Role\nmetadata:\n  name: vigla-view\n"))
  }

  @Test(arguments: [40, 60]) func longFindingsAreWrapped(width: Int) {
    let lines = Self.report.text(width: width).split(separator: "\n").map(String.init)
    #expect(lines.allSatisfy { $0.count <= width })
    #expect(lines.first?.hasPrefix("ok API server  https://10.0.0.1:6443,") == true)
    #expect(lines[1].hasPrefix("               "))
    let words = { (text: String) in text.split { $0 == " " || $0 == "\n" } }
    #expect(words(Self.report.text(width: width)) == words(Self.report.text))
  }

  @Test func nothingToAskForIsNotMentioned() {
    var report = Self.report
    report.manifests = []
    #expect(!report.text.contains("kubectl apply") && report.yaml.isEmpty)
  }

  @Test func json() {
    let json = Self.report.json
    #expect(json["findings"]?[1]?["status"] == "warning")
    #expect(json["rights"]?[0]?["namespace"] == "shop" && json["rights"]?[1]?["namespace"] == nil)
    #expect(json["rights"]?[1]?["missing"] == ["get pods/proxy"])
    #expect(json["manifests"]?[0]?["kind"] == "Role")
  }
}
