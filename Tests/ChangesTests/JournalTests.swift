import Documents
import FoundationEssentials
import Glibc
import Testing
import TrafficConfig

@testable import Changes

@Suite struct JournalTests {
  private func withJournal(_ body: (Journal, String) throws -> Void) throws {
    let base = FileManager.default.temporaryDirectory.appending(path: "vigla-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: base) }
    let directory = base + "/state/vigla"
    try body(Journal(directory: directory), directory)
  }

  private func entry(_ id: String, _ state: JournalEntry.State = .pending, note: String? = nil) -> JournalEntry {
    JournalEntry(
      id: id, time: 12.5, user: "ann", context: "test", title: "Shift", sentence: "v1 → v2\n\u{1B}",
      changes: [
        JournalEntry.Change(
          reference: Samples.route, apiVersion: "networking.istio.io/v1", before: Samples.virtualService([("v1", 100)]),
          after: nil, resourceVersion: "7")
      ], state: state, note: note)
  }

  private func mode(_ path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  @Test func entriesComeBackInOrderInTheirLastState() throws {
    try withJournal { journal, _ in
      #expect(try journal.entries().isEmpty)
      try journal.append(entry("a"))
      try journal.append(entry("b"))
      try journal.append(entry("a", .applied, note: "done"))
      #expect(try journal.entries() == [entry("a", .applied, note: "done"), entry("b")])
      #expect(try journal.entry("b") == entry("b"))
      #expect(try journal.entry("c") == nil)
    }
  }

  @Test func onlyTheOwnerMayReadIt() throws {
    try withJournal { journal, directory in
      try journal.append(entry("a"))
      #expect(mode(journal.path) == 0o600)
      #expect(mode(directory) == 0o700)
      #expect(chmod(journal.path, 0o644) == 0)
      try journal.append(entry("b"))
      #expect(mode(journal.path) == 0o600)
    }
  }

  /// Whatever length a crash left, the entries before it are there and later ones are not spoiled.
  @Test func survivesATruncatedLastLine() throws {
    try withJournal { journal, _ in
      try journal.append(entry("a"))
      let whole = try Data(contentsOf: URL(filePath: journal.path))
      try journal.append(entry("b"))
      let both = try Data(contentsOf: URL(filePath: journal.path))
      for length in stride(from: whole.count, to: both.count, by: 7) {
        try both.prefix(length).write(to: URL(filePath: journal.path))
        try journal.append(entry("c"))
        #expect(try journal.entries().map(\.id) == ["a", "c"], "\(length)")
      }
      // Only the line feed is missing: the entry is whole.
      try both.prefix(both.count - 1).write(to: URL(filePath: journal.path))
      try journal.append(entry("c"))
      #expect(try journal.entries().map(\.id) == ["a", "b", "c"])
    }
  }

  @Test func passesOverLinesThatAreNoEntries() throws {
    try withJournal { journal, _ in
      try journal.append(entry("a"))
      let junk = "\n\u{0}\n{}\n[1]\n{\"id\":\"x\"}\nnonsense\n"
      let text = try String(contentsOf: URL(filePath: journal.path), encoding: .utf8)
      try Data((junk + text + junk).utf8).write(to: URL(filePath: journal.path))
      #expect(try journal.entries().map(\.id) == ["a"])
    }
  }

  @Test(arguments: 0..<200) func survivesMutation(seed: Int) throws {
    try withJournal { journal, _ in
      try journal.append(entry("a"))
      try journal.append(entry("b"))
      var bytes = Array(try Data(contentsOf: URL(filePath: journal.path)))
      var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
      for _ in 0..<5 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        bytes[Int(state % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: state >> 32)
      }
      try Data(bytes).write(to: URL(filePath: journal.path))
      try journal.append(entry("z"))
      #expect(try journal.entries().last?.id == "z")
    }
  }

  @Test func writersAtTheSameTimeDoNotMix() async throws {
    let base = FileManager.default.temporaryDirectory.appending(path: "vigla-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: base) }
    let note = String(repeating: "x", count: 20_000)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          let journal = Journal(directory: base)
          for number in 0..<25 { try journal.append(self.entry("\(writer)-\(number)", note: note)) }
        }
      }
      try await group.waitForAll()
    }
    let entries = try Journal(directory: base).entries()
    #expect(Set(entries.map(\.id)).count == 100)
    #expect(entries.allSatisfy { $0.note == note })
  }

  @Test func anUnwritablePlaceIsNamed() throws {
    let journal = Journal(directory: "/dev/null/vigla")
    let error = try #require(throws: JournalError.self) { try journal.append(entry("a")) }
    #expect(error.text.contains("/dev/null/vigla") && error.text.contains("Not a directory"))
    #expect(try journal.entries().isEmpty)
  }
}
