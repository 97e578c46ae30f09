import Foundation
import Glibc

/// The real Prometheus, scraping the proxies of a demo every second; ended with the object.
final class PrometheusServer {
  let url: String
  private let process = Process()
  private let folder: URL

  /// Starts it and waits until it is ready.
  init(_ program: String, scraping proxies: [HeadlessDemo.Ready.Proxy]) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("vigla-prom-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let address = "127.0.0.1:\(try Self.freePort())"
    url = "http://\(address)"
    let file = folder.appendingPathComponent("prometheus.yml")
    try Data(Self.configuration(proxies).utf8).write(to: file)
    let log = folder.appendingPathComponent("log")
    _ = FileManager.default.createFile(atPath: log.path, contents: nil)
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = [
      "--config.file=\(file.path)", "--storage.tsdb.path=\(folder.path)/data", "--web.listen-address=\(address)",
    ]
    let output = try FileHandle(forWritingTo: log)
    process.standardOutput = output
    process.standardError = output
    try process.run()
    func said() -> String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }
    while !said().contains("Server is ready to receive web requests") {
      guard process.isRunning else {
        throw PtySession.Failure(description: "prometheus ended: \(said().suffix(2_000))")
      }
      sched_yield()
    }
  }

  deinit {
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  /// What a relabelled Kubernetes job adds stands here as well, so that it has to be summed away.
  private static func configuration(_ proxies: [HeadlessDemo.Ready.Proxy]) -> String {
    var text = """
      global: {scrape_interval: 1s, scrape_timeout: 1s}
      scrape_configs:
      - job_name: kubernetes-pods
        static_configs:

      """
    for (number, proxy) in proxies.enumerated() {
      guard let url = URLComponents(string: proxy.stats), let host = url.host, let port = url.port else { continue }
      let labels =
        "__metrics_path__: \"\(url.path)\", namespace: \"\(proxy.namespace)\", pod: \"\(proxy.workload)-\(number)\""
      text += "  - {targets: [\"\(host):\(port)\"], labels: {\(labels)}}\n"
    }
    return text
  }

  private static func freePort() throws -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard isBound else { throw PtySession.Failure(description: "no free port") }
    return UInt16(bigEndian: address.sin_port)
  }
}
