import Collector
import Synchronization

/// Answers polls with the pages of a fixture: the way to a mesh without the network.
final class HeldSource: MeshSource {
  private let fixture: MeshFixture
  private let moment = Mutex(0)

  init(_ fixture: MeshFixture) { self.fixture = fixture }

  /// The proxies' counters go on to the next moment. After the last one they start again, as after a restart.
  func advance() { moment.withLock { $0 = ($0 + 1) % fixture.pages.count } }

  func inventory(namespaces: [String]?) -> AsyncStream<MeshInventory> {
    AsyncStream { continuation in continuation.yield(fixture.inventory) }
  }

  func poll(_ request: PollRequest, into fold: PollFold) async throws(PollFailure) -> PollFold {
    var fold = fold
    let page = fixture.pages[moment.withLock { $0 }][request.target.id] ?? []
    page.withUnsafeBytes { bytes in
      var start = 0
      while start < bytes.count {
        let end = min(bytes.count, start + Self.chunk)
        _ = fold.consume(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
        start = end
      }
    }
    return fold
  }

  func shutdown() async {}

  /// What a socket gives at a time.
  private static let chunk = 16_384
}
