import Testing

@testable import Collector

@Suite struct PrometheusQueryTests {
  private static let group = PrometheusQuery.groupLabels.joined(separator: ",")

  @Test func sumsAreByTheLabelsOfAFlowOnly() {
    let labels = PrometheusQuery.groupLabels
    for name in ["reporter", "source_workload", "destination_cluster", "response_flags", "grpc_response_status"] {
      #expect(labels.contains(name))
    }
    #expect(!labels.contains { ["pod", "namespace", "instance", "job", "le", "source_principal"].contains($0) })
    #expect(labels.count == 23)
  }

  @Test func requestsOfTwoTimesAreOneQuestion() {
    let query = PrometheusQuery().requests(window: 300, recent: 60)
    #expect(
      query == """
        label_replace(sum by (\(Self.group)) (rate(istio_requests_total{}[300s])), "vigla_part", "window", "", "") or \
        label_replace(sum by (\(Self.group)) (rate(istio_requests_total{}[60s])), "vigla_part", "recent", "", "")
        """)
  }

  @Test func theSameTimeIsAskedOnce() {
    let query = PrometheusQuery().requests(window: 60, recent: 60)
    #expect(query.contains("[60s]"))
    #expect(!query.contains("recent"))
  }

  @Test func ofSomeNamespacesNoSeriesCountsTwice() {
    let query = PrometheusQuery(namespaces: ["shop", "a.b"]).requests(window: 60, recent: 60)
    let wanted = #""a\\.b|shop""#
    #expect(query.contains("{source_workload_namespace=~\(wanted)}"))
    #expect(query.contains("{source_workload_namespace!~\(wanted),destination_workload_namespace=~\(wanted)}"))
    #expect(
      query.contains(
        "{source_workload_namespace!~\(wanted),destination_workload_namespace!~\(wanted),"
          + "destination_service_namespace=~\(wanted)}"))
  }

  @Test func furtherLabelsAreInEverySelector() {
    let query = PrometheusQuery(namespaces: ["shop"], labels: ["cluster": "pro\"d"])
    for text in [
      query.requests(window: 60, recent: 30), query.durations(window: 60), query.tcp(window: 60, recent: 30),
      query.past(step: 45), query.oldestSeries, query.count(ago: 30), query.count,
    ] {
      let selectors = text.split(separator: "{").dropFirst()
      #expect(!selectors.isEmpty)
      #expect(selectors.allSatisfy { $0.contains(#"cluster="pro\"d"}"#) }, "\(text)")
    }
  }

  @Test func durationsAskForBucketsByTheirBound() {
    let query = PrometheusQuery().durations(window: 60)
    #expect(query.contains("sum by (\(Self.group),le) (rate(istio_request_duration_milliseconds_bucket{}[60s]))"))
    #expect(query.contains("sum by (\(Self.group)) (rate(istio_request_duration_milliseconds_sum{}[60s]))"))
  }

  @Test func samplesOfASeriesAreFoundWithoutItsName() {
    #expect(
      PrometheusQuery.samples(of: ["pod": "a\\b", "__name__": "x", "job": "k"])
        == #"{__name__=~"istio_requests_total|istio_tcp_sent_bytes_total",job="k",pod="a\\b"}[5m]"#)
  }

  @Test(arguments: [
    (30.0, "30s"), (1.5, "1500ms"), (0.0004, "1ms"), (86_400, "86400s"), (59.9996, "60s"), (-3, "1ms"),
  ])
  func durations(_ seconds: Double, _ text: String) { #expect(PrometheusQuery.duration(seconds) == text) }

  @Test(arguments: [
    ("a", #""a""#), (#"a"b\c"#, #""a\"b\\c""#), ("a\nb\tc", #""a\nb\tc""#), ("é", #""é""#),
  ])
  func literals(_ text: String, _ quoted: String) { #expect(PrometheusQuery.quoted(text) == quoted) }
}
