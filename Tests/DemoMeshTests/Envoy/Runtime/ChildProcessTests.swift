import Foundation
import Testing

@testable import DemoMesh

@Suite("Child processes")
struct ChildProcessTests {
  private func run(_ script: String) async throws -> (end: ChildProcess.End, output: String) {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    let log = try ProxyLog(path: path)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let child = try ChildProcess(path: "/bin/sh", arguments: ["-c", script], output: log.descriptor)
    let end = await child.end()
    return (end, log.text())
  }

  @Test("Output, code and signal come back")
  func ends() async throws {
    #expect(try await run("echo out; echo err >&2; exit 7") == (.exited(7), "out\nerr\n"))
    #expect(try await run("kill -9 $$").end == .signalled(9))
    #expect(try await run("cat").end == .exited(0), "standard input is empty")
  }

  @Test("A child has a group of its own, no other descriptors and no blocked or ignored signals")
  func isolation() async throws {
    let output = try await run(
      "ps -o pgid= -p $$ | tr -d ' '; echo $$; ls /proc/self/fd | wc -l; grep -E 'Sig(Blk|Ign)' /proc/self/status"
    ).output
    let lines = output.split(separator: "\n").map(String.init)
    try #require(lines.count == 5, "\(output)")
    #expect(lines[0] == lines[1])
    // 0, 1, 2 and the one that ls reads the directory by.
    #expect(lines[2] == "4")
    for line in lines[3...] {
      let mask = try #require(line.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) })
      // Signals 32 and 33 are the C library's own.
      #expect(mask & ~0x1_8000_0000 == 0, "\(line)")
    }
  }

  @Test("It ends when asked to, and when it does not want to")
  func terminate() async throws {
    for script in ["exec sleep 1000", "trap '' TERM; echo ready; while :; do sleep 1000; done"] {
      let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
      let log = try ProxyLog(path: path)
      defer { try? FileManager.default.removeItem(atPath: path) }
      let child = try ChildProcess(path: "/bin/sh", arguments: ["-c", script], output: log.descriptor)
      child.terminate()
      let end = await child.end()
      #expect(end == .signalled(15) || end == .signalled(9))
      child.terminate()
    }
  }

  @Test("A program that is not there is an error at once")
  func missing() {
    let error = #expect(throws: ChildProcess.Failure.self) {
      try ChildProcess(path: "/nonexistent/envoy", arguments: [], output: 1)
    }
    #expect(error?.description == "cannot start /nonexistent/envoy: No such file or directory")
  }
}
