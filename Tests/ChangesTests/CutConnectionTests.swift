import DemoMesh
import Documents
import Foundation
import Kubernetes
import Testing
import TrafficConfig

@testable import Changes

/// A change of two objects over a real connection that is cut at every request.
@Suite struct CutConnectionTests {
  private struct Bed {
    let proxy: CuttingProxy
    /// Reaches the server past the proxy.
    let direct: KubernetesClient
    private let text: String
    private let folder: URL

    init(_ demo: RunningDemo) throws {
      text = try String(contentsOfFile: demo.kubeconfigPath, encoding: .utf8)
      let url = try #require(URL(string: demo.apiURL))
      proxy = try CuttingProxy(to: try #require(url.port))
      folder = FileManager.default.temporaryDirectory.appendingPathComponent("vigla-cut-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      direct = try Self.client(text, in: folder)
    }

    /// A client whose connections go through the proxy.
    func cutClient() throws -> KubernetesClient {
      let port = try Regex("(server: https://[^:/]+):[0-9]+")
      let through = text.replacing(port) { match in "\(match.output[1].substring ?? ""):\(proxy.port)" }
      return try Self.client(through, in: folder)
    }

    private static func client(_ text: String, in folder: URL) throws -> KubernetesClient {
      let file = folder.appendingPathComponent(UUID().uuidString)
      try text.write(to: file, atomically: true, encoding: .utf8)
      return try KubernetesClient(
        connection: try Kubeconfig.load(path: file.path, environment: [:]).connection(context: nil))
    }

    func journal() -> Journal { Journal(directory: folder.appendingPathComponent(UUID().uuidString).path) }

    func close() async {
      proxy.close()
      await direct.shutdown()
      try? FileManager.default.removeItem(at: folder)
    }

    /// Both objects by what people decide of them.
    func contents() async throws -> [JSONValue] {
      var contents: [JSONValue] = []
      for reference in [Samples.rule, Samples.route] {
        contents.append(
          ObjectContent.of(try await direct.read(reference, apiVersion: "networking.istio.io/v1")))
      }
      return contents
    }

    /// Gives both objects another value.
    func plan(_ number: Int) async throws -> ChangePlan {
      let rule = try await direct.read(Samples.rule, apiVersion: "networking.istio.io/v1")
      let route = try await direct.read(Samples.route, apiVersion: "networking.istio.io/v1")
      var (newRule, newRoute) = (rule, route)
      newRule[["spec", "trafficPolicy", "connectionPool", "tcp", "maxConnections"]] = JSONValue(number + 1)
      newRoute[["spec", "http", 0, "timeout"]] = .string("\(number + 1)s")
      return Samples.plan(Samples.change(rule, newRule), Samples.change(route, newRoute))
    }
  }

  @Test(.timeLimit(.minutes(15))) func everyCutLeavesOldOrNewAndSaysWhich() async throws {
    let demo = try await Demo.start(DemoOptions(rate: 1))
    let bed = try Bed(demo)
    for object in [Samples.destinationRule(["v1", "v2"]), Samples.virtualService([("v1", 80), ("v2", 20)])] {
      _ = try await bed.direct.write(
        .create(ObjectReference(document: object), apiVersion: "networking.istio.io/v1", object), dryRun: false)
    }
    // Undisturbed, to know how many requests there are.
    bed.proxy.arm(nil, .before)
    let records = try await Self.run(bed, number: 0).records
    #expect(records >= 6)
    var outcomes: Set<Bool> = []
    for (number, record) in (0..<records).enumerated() {
      for (offset, how) in CuttingProxy.Cut.allCases.enumerated() {
        bed.proxy.arm(record, how)
        let run = try await Self.run(bed, number: 1 + number * 2 + offset)
        outcomes.insert(run.isMade)
        // TLS may pack the same requests into fewer records than in the undisturbed run.
        #expect(bed.proxy.cuts == 1 || bed.proxy.cuts == 0 && run.records <= record, "record \(record), \(how)")
      }
    }
    // Some cuts are got over, some are not.
    #expect(outcomes == [true, false])
    await bed.close()
    await demo.stop()
  }

  /// - Returns: whether the change was made, and how many records the client sent for it.
  private static func run(_ bed: Bed, number: Int) async throws -> (isMade: Bool, records: Int) {
    let old = try await bed.contents()
    let plan = try await bed.plan(number)
    let new = plan.changes.compactMap(\.after).map(ObjectContent.of)
    let client = try bed.cutClient()
    let journal = bed.journal()
    let pipeline = ChangePipeline(access: client, journal: journal, clock: InstantClock())
    let result: Result<JournalEntry, ChangeFailure>
    do throws(ChangeFailure) {
      result = .success(try await pipeline.apply(plan) { _ in })
    } catch {
      result = .failure(error)
    }
    let records = bed.proxy.records
    await client.shutdown()
    let end = try await bed.contents()
    let entries = try journal.entries()
    switch result {
    case .success:
      #expect(end == new)
      #expect(entries.map(\.state) == [.applied])
      return (true, records)
    case .failure(let failure):
      #expect(failure.leavesNothingChanged, "\(failure.operatorText)")
      #expect(end == old, "\(failure.operatorText)")
      #expect(entries.allSatisfy { $0.state == .failed && $0.note == failure.operatorText })
      #expect(failure.operatorText.contains("Nothing was written") || failure.operatorText.contains("as it was before"))
      return (false, records)
    }
  }
}
