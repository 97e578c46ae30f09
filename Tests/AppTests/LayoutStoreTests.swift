import Cells
import Dashboard
import Foundation
import MeshModel
import Settings
import Testing
import TrafficConfig

@testable import App

@Suite struct LayoutStoreTests {
  private let home = FileManager.default.temporaryDirectory.appendingPathComponent("vigla-layouts-\(UUID())")
  private var store: LayoutStore { LayoutStore(XDGPaths(environment: ["HOME": home.path], home: nil)) }

  private func layout(context: String) throws -> KeptLayout {
    var state = DashboardState(context: DashboardContext(name: context))
    let ids = [NodeID("svc_a"), NodeID("svc_b")]
    let snapshot = MeshSnapshot(
      timestamp: 1, windowSeconds: 30,
      nodes: zip(ids, ["a", "b"]).map { MeshNode(id: $0, kind: .service, namespace: "default", service: $1) },
      edges: [MeshEdge(id: EdgeID(source: ids[0], target: ids[1], protocol: .http), rate: 1)])
    _ = update(&state, .mesh(MeshView(snapshot: snapshot, configuration: MeshConfiguration())))
    return try #require(state.layout)
  }

  @Test func whatIsWrittenIsReadAgainByItsOwnerAlone() throws {
    defer { try? FileManager.default.removeItem(at: home) }
    #expect(try store.read(context: "prod", namespaces: nil) == nil)
    let layout = try layout(context: "prod")
    try store.write(layout)
    #expect(try store.read(context: "prod", namespaces: nil)?.text == layout.text)
    #expect(try store.read(context: "prod", namespaces: ["default"]) == nil)
    let attributes = try FileManager.default.attributesOfItem(atPath: store.file(context: "prod", namespaces: nil))
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func aDamagedFileIsAProblemAndIsWrittenAnew() throws {
    defer { try? FileManager.default.removeItem(at: home) }
    let layout = try layout(context: "prod")
    try store.write(layout)
    let path = store.file(context: "prod", namespaces: nil)
    try Data("{\"version\":1,".utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: LayoutStore.Problem.self) { try store.read(context: "prod", namespaces: nil) }
    try Data(repeating: 32, count: LayoutStore.mostBytes + 1).write(to: URL(fileURLWithPath: path))
    #expect(throws: LayoutStore.Problem.self) { try store.read(context: "prod", namespaces: nil) }
    try store.write(layout)
    #expect(try store.read(context: "prod", namespaces: nil)?.text == layout.text)
  }

  @Test func namesMakeFilesOfTheirOwnWithinTheFolder() {
    let names = ["a/b", "a-b", "../../etc/passwd", "", String(repeating: "x", count: 400)]
    let files = names.map { store.file(context: $0, namespaces: nil) }
    #expect(Set(files).count == names.count)
    for file in files {
      let name = file.dropFirst(store.directory.count + 1)
      #expect(file.hasPrefix(store.directory + "/") && !name.contains("/") && name.count < 80)
    }
  }

  @Test func onlySoManyFilesAreKept() throws {
    defer { try? FileManager.default.removeItem(at: home) }
    for number in 0..<(LayoutStore.mostFiles + 6) { try store.write(try layout(context: "c\(number)")) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: store.directory).count == LayoutStore.mostFiles)
  }
}
