import Foundation
import Terminal
import Testing

@Suite struct HeapTests {
  #if os(Linux)
    /// Bytes of mapped files, such as the program's own code, that are in memory.
    private static func filePages() throws -> Int {
      let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("RssFile:") })
      return try #require(line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) })
    }

    @Test func `Code that is given back is there again when it is called`() throws {
      let before = try Self.filePages()
      Heap.giveBack()
      let after = try Self.filePages()
      #expect(after < before)
      // Much of the libraries' code and constants again.
      #expect("\(1.5)".uppercased() == "1.5")
      #expect(try JSONDecoder().decode([String: Int].self, from: Data("{\"a\": 1}".utf8)) == ["a": 1])
    }
  #endif
}
