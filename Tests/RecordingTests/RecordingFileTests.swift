import Foundation
import Testing

@testable import Recording

@Suite struct RecordingFileTests {
  private let head = RecordingHead(mesh: "prod", namespaces: ["shop"], startedAt: 99, version: "1.0")

  private func withFile(_ body: (String) throws -> Void) throws {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("vigla-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    try body(directory.appendingPathComponent("r.vigla").path)
  }

  private func bytes(moments: Int) throws -> [UInt8] {
    var maker = MomentMaker(seed: 11, services: 3)
    let encoder = MomentEncoder()
    var bytes = RecordingFormat.opening
    bytes += RecordingFormat.chunk(RecordingFormat.head, Array(try JSONEncoder().encode(head)))
    for i in 0..<moments {
      let moment = try encoder.encode(maker.moment(at: Double(i)))
      bytes += RecordingFormat.chunk(RecordingFormat.moment, RecordingFormat.content(moment))
    }
    return bytes
  }

  @Test("a file is read as it was written, by its owner alone, and is never written over")
  func file() throws {
    try withFile { path in
      let writer = try RecordingWriter(path: path, head: head)
      var maker = MomentMaker(seed: 2)
      let encoder = MomentEncoder()
      let moments = (0..<5).map { maker.moment(at: Double($0) * 2) }
      for moment in moments { try writer.append(try encoder.encode(moment)) }
      // Readable before it is closed, as after a crash.
      let recording = try Recording(path: path)
      writer.close()
      #expect(recording.head == head && recording.damage == nil)
      #expect(
        try moments.indices.map { MomentContent(try recording.moments.moment(at: $0)) }
          == moments.map(MomentContent.init))
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600)
      #expect(throws: RecordingError.self) { try RecordingWriter(path: path, head: head) }
    }
  }

  @Test("a file that ends anywhere gives all moments that are whole, or says why not")
  func torn() throws {
    let whole = try bytes(moments: 3)
    var counts: Set<Int> = []
    for length in stride(from: 0, to: whole.count, by: 3) {
      do throws(RecordingError) {
        let recording = try Recording(bytes: Array(whole[..<length]), path: "f")
        counts.insert(recording.moments.count)
        for i in 0..<recording.moments.count { _ = try recording.moments.moment(at: i) }
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
    #expect(counts == [1, 2])
  }

  @Test("bytes that were changed are found, or harm nothing", arguments: 0..<40)
  func changed(_ seed: Int) throws {
    var broken = try bytes(moments: 2)
    var random = MomentMaker(seed: UInt64(seed))
    for _ in 0..<3 { broken[random.next(broken.count)] = UInt8(random.next(256)) }
    guard let recording = try? Recording(bytes: broken, path: "f") else { return }
    for i in 0..<recording.moments.count { _ = try? recording.moments.moment(at: i) }
  }

  @Test("frames of any bytes are refused without harm", arguments: 0..<200)
  func garbage(_ seed: Int) throws {
    var maker = MomentMaker(seed: 1, services: 2)
    let encoder = MomentEncoder()
    let good = try encoder.encode(maker.moment(at: 1))
    var frame = good.frame
    var random = MomentMaker(seed: UInt64(seed) &* 977 &+ 5)
    for _ in 0..<(1 + random.next(8)) { frame[random.next(frame.count)] = UInt8(random.next(256)) }
    var history = MomentHistory()
    history.append(
      EncodedMoment(time: 1, epoch: 0, newKeys: good.newKeys, newShapes: good.newShapes, frame: frame))
    _ = try? history.moment(at: 0)
  }

  @Test(
    "what is no recording is named",
    arguments: [
      ("", "is not a recording"), ("VIGLAREC", "is not a recording"), ("hello, world", "is not a recording"),
      ("VIGLAREC\u{9}", "newer vigla"), ("VIGLAREC\u{1}", "head is missing"),
    ])
  func others(_ text: String, _ message: String) {
    do throws(RecordingError) {
      _ = try Recording(bytes: Array(text.utf8), path: "f")
      Issue.record("read")
    } catch {
      #expect(error.description.contains(message))
    }
  }

  @Test("a recording without a moment says so")
  func empty() throws {
    #expect(throws: RecordingError.empty(path: "f")) { try Recording(bytes: try bytes(moments: 0), path: "f") }
  }

  @Test("the sample can be read: each moment, and what happened in it")
  func sample() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let recording = try Recording(path: root.appendingPathComponent("samples/bookinfo.vigla").path)
    #expect(recording.damage == nil && recording.head.mesh == "vigla-demo")
    let moments = try (0..<recording.moments.count).map { try recording.moments.moment(at: $0) }
    #expect(moments.count > 30)
    let routes = moments.map(\.configuration.virtualServices.count)
    #expect(routes.first == 0 && routes.last == 2 && routes == routes.sorted())
    let trail = try MomentTrail(recording.moments)
    var last = moments[moments.count - 1].snapshot
    trail.complete(&last)
    #expect(last.nodeHistory.values.contains { $0.count > 20 })
  }
}
