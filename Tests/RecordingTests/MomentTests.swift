import MeshModel
import Testing
import TrafficConfig

@testable import Recording

@Suite struct MomentTests {
  @Test("what is encoded is read again", arguments: [UInt64(1), 7, 42, 1_000_003])
  func roundTrip(_ seed: UInt64) throws {
    var maker = MomentMaker(seed: seed)
    let encoder = MomentEncoder()
    var history = MomentHistory()
    var expected: [MomentContent] = []
    for i in 0..<20 {
      maker.services = 2 + maker.next(6)
      let moment = maker.moment(at: 1_700_000_000.25 + Double(i) * 2)
      expected.append(MomentContent(moment))
      history.append(try encoder.encode(moment))
    }
    // In any order.
    for i in expected.indices.reversed() {
      #expect(MomentContent(try history.moment(at: i)) == expected[i])
    }
  }

  @Test("a recording knows every part of the snapshot and of the configuration")
  func nothingIsForgotten() {
    let snapshot = Mirror(reflecting: MeshSnapshot(timestamp: 0, windowSeconds: 1)).children.compactMap(\.label)
    #expect(
      snapshot == [
        "timestamp", "windowSeconds", "graphType", "nodes", "edges", "services", "workloads", "proxies", "notices",
        "nodeHistory", "edgeHistory", "controlPlaneProblem", "namespaces", "controlPlanes",
        "store",
      ])
    let given = Mirror(reflecting: MeshConfiguration()).children.compactMap(\.label).prefix { $0 != "entries" }
      // Set by who looks.
      .filter { $0 != "namespaces" }
    #expect(
      Array(given) == [
        "virtualServices", "destinationRules", "gateways", "services", "workloads", "externalHosts", "otherObjects",
        "listedKinds", "namespaceInfos", "rootNamespace", "rootNamespaces", "domain",
      ])
  }

  @Test("figures keep their accuracy, and nothing is lost of times and large counters")
  func accuracy() throws {
    for value in [0, 0.001, 1 / 3, 12.3456, 99_999.5, -17.25, 5e-9, .infinity] as [Double] {
      var stream = ByteStream()
      stream.append(figure: value)
      #expect(stream.count == 3)
      var cursor = ByteCursor(stream.bytes)
      let read = try cursor.figure()
      #expect(read == value || abs(read - value) <= abs(value) / 65_000)
    }
    for value in [0, -1, 1, 63, 64, -64, .max, .min] as [Int64] {
      var stream = ByteStream()
      stream.append(integer: value)
      var cursor = ByteCursor(stream.bytes)
      #expect(try cursor.integer() == value)
    }
  }

  @Test("where only numbers change, a moment takes a few bytes for each and no new shapes")
  func changedNumbers() throws {
    var maker = MomentMaker(seed: 5, services: 50)
    let encoder = MomentEncoder()
    let first = maker.moment(at: 10)
    _ = try encoder.encode(first)
    var second = first
    second.snapshot.timestamp = 12
    for i in second.snapshot.edges.indices {
      second.snapshot.edges[i].rate += 1
      second.snapshot.edges[i].latencyBuckets = LatencyBuckets([.init(lower: 1, upper: 5, count: 12)])
      // The same responses, put in in another order.
      let responses = second.snapshot.edges[i].responses.sorted { $0.key > $1.key }
      second.snapshot.edges[i].responses = Dictionary(minimumCapacity: 40 + i)
      for (key, value) in responses { second.snapshot.edges[i].responses[key] = value }
    }
    let encoded = try encoder.encode(second)
    #expect(encoded.newShapes.isEmpty && encoded.newKeys.isEmpty)
    let numbers = 50 * 9 + 49 * 9 + 99 * 6
    #expect(encoded.frame.count < numbers * 4 + 2_000)
  }

  @Test("a new epoch begins when there are too many shapes, and earlier moments stay readable")
  func epochs() throws {
    let encoder = MomentEncoder(roomForShapes: 20_000)
    var maker = MomentMaker(seed: 9)
    var history = MomentHistory()
    var expected: [MomentContent] = []
    for i in 0..<40 {
      var moment = maker.moment(at: Double(1_000 + i))
      for n in moment.snapshot.nodes.indices { moment.snapshot.nodes[n].version = "v\(i)-\(n)" }
      expected.append(MomentContent(moment))
      history.append(try encoder.encode(moment))
    }
    #expect(history.epochs > 2)
    for i in expected.indices { #expect(MomentContent(try history.moment(at: i)) == expected[i]) }
  }
}
