/// What pilot-agent adds on port 15020 in front of Envoy's own page.
enum AgentStats {
  static func page(uptime: Double) -> [UInt8] {
    let lines: [(name: String, help: String, type: String, value: Int)] = [
      ("go_goroutines", "Number of goroutines that currently exist.", "gauge", 61),
      (
        "istio_agent_cert_expiry_seconds", "The time remaining, in seconds, before the certificate chain will expire.",
        "gauge", max(0, 86_400 - Int(uptime) % 43_200)
      ),
      (
        "istio_agent_num_outgoing_requests",
        "Number of total outgoing requests (e.g. to a token exchange server, CA, etc.)",
        "counter", 1 + Int(uptime / 43_200)
      ),
      ("istio_agent_scrapes_total", "The total number of scrapes.", "counter", 0),
    ]
    return lines.flatMap {
      Array("# HELP \($0.name) \($0.help)\n# TYPE \($0.name) \($0.type)\n\($0.name) \($0.value)\n".utf8)
    }
  }
}
