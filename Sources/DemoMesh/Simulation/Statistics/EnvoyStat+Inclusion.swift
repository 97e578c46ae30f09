extension EnvoyStat {
  /// The families that Istio's default inclusion list lets through, counters before gauges and sorted by name.
  static let included: [EnvoyStat] =
    (controlPlaneCluster + clusterManager + listenerManager + server).sorted {
      ($0.kind.rawValue, $0.taglessName, $0.labels) < ($1.kind.rawValue, $1.taglessName, $1.labels)
    }

  /// The cluster through which a proxy reaches istiod.
  private static let controlPlaneCluster: [EnvoyStat] = {
    func stat(
      _ kind: Kind, _ name: String, _ value: @escaping @Sendable (ProxyVitals) -> UInt64
    ) -> EnvoyStat {
      EnvoyStat(
        kind, "cluster.xds-grpc.\(name)", tagless: "cluster.\(name)", labels: "{cluster_name=\"xds-grpc\"}", value)
    }
    return [
      stat(.counter, "assignment_stale") { _ in 0 },
      stat(.counter, "bind_errors") { _ in 0 },
      stat(.counter, "membership_change") { _ in 1 },
      stat(.counter, "update_attempt") { _ in 1 },
      stat(.counter, "update_failure") { _ in 0 },
      stat(.counter, "update_success") { _ in 1 },
      stat(.counter, "upstream_cx_connect_fail") { _ in 0 },
      stat(.counter, "upstream_cx_rx_bytes_total") { 18_000 + UInt64($0.configPushes) * 9_200 },
      stat(.counter, "upstream_cx_total") { 1 + UInt64($0.uptime / 1800) },
      stat(.counter, "upstream_cx_tx_bytes_total") { 6_400 + UInt64($0.configPushes) * 1_100 },
      stat(.counter, "upstream_rq_pending_total") { 1 + UInt64($0.uptime / 1800) },
      stat(.counter, "upstream_rq_timeout") { _ in 0 },
      stat(.counter, "upstream_rq_total") { 1 + UInt64($0.uptime / 1800) },
      stat(.gauge, "membership_healthy") { _ in 1 },
      stat(.gauge, "membership_total") { _ in 1 },
      stat(.gauge, "upstream_cx_active") { _ in 1 },
      stat(.gauge, "upstream_rq_active") { _ in 1 },
    ]
  }()

  private static let clusterManager: [EnvoyStat] = [
    EnvoyStat(.counter, "cluster_manager.cds.init_fetch_timeout") { _ in 0 },
    EnvoyStat(.counter, "cluster_manager.cds.update_attempt") { UInt64($0.configPushes) + 1 },
    EnvoyStat(.counter, "cluster_manager.cds.update_failure") { _ in 0 },
    EnvoyStat(.counter, "cluster_manager.cds.update_rejected") { _ in 0 },
    EnvoyStat(.counter, "cluster_manager.cds.update_success") { UInt64($0.configPushes) },
    EnvoyStat(.counter, "cluster_manager.cluster_added") { UInt64($0.clustersAdded) },
    EnvoyStat(.counter, "cluster_manager.cluster_modified") { _ in 0 },
    EnvoyStat(.counter, "cluster_manager.cluster_removed") { _ in 0 },
    EnvoyStat(.counter, "cluster_manager.cluster_updated") { UInt64(max(0, $0.configPushes - 1)) },
    EnvoyStat(.counter, "cluster_manager.cluster_updated_via_merge") { _ in 0 },
    EnvoyStat(.counter, "cluster_manager.update_merge_cancelled") { _ in 0 },
    EnvoyStat(.counter, "cluster_manager.update_out_of_merge_window") { _ in 0 },
    EnvoyStat(.gauge, "cluster_manager.active_clusters") { UInt64($0.activeClusters) },
    EnvoyStat(.gauge, "cluster_manager.cds.update_time") { UInt64($0.configTime * 1000) },
    EnvoyStat(.gauge, "cluster_manager.cds.version") { $0.configVersion },
    EnvoyStat(.gauge, "cluster_manager.warming_clusters") { _ in 0 },
  ]

  private static let listenerManager: [EnvoyStat] = [
    EnvoyStat(.counter, "listener_manager.lds.init_fetch_timeout") { _ in 0 },
    EnvoyStat(.counter, "listener_manager.lds.update_attempt") { UInt64($0.configPushes) + 1 },
    EnvoyStat(.counter, "listener_manager.lds.update_failure") { _ in 0 },
    EnvoyStat(.counter, "listener_manager.lds.update_rejected") { _ in 0 },
    EnvoyStat(.counter, "listener_manager.lds.update_success") { UInt64($0.configPushes) },
    EnvoyStat(.counter, "listener_manager.listener_added") { UInt64($0.activeListeners) },
    EnvoyStat(.counter, "listener_manager.listener_create_failure") { _ in 0 },
    EnvoyStat(.counter, "listener_manager.listener_create_success") { UInt64($0.activeListeners) * 2 },
    EnvoyStat(.counter, "listener_manager.listener_in_place_updated") { _ in 0 },
    EnvoyStat(.counter, "listener_manager.listener_modified") { _ in 0 },
    EnvoyStat(.counter, "listener_manager.listener_removed") { _ in 0 },
    EnvoyStat(.counter, "listener_manager.listener_stopped") { _ in 0 },
    EnvoyStat(.gauge, "listener_manager.lds.update_time") { UInt64($0.configTime * 1000) },
    EnvoyStat(.gauge, "listener_manager.lds.version") { $0.configVersion &+ 1 },
    EnvoyStat(.gauge, "listener_manager.total_filter_chains_draining") { _ in 0 },
    EnvoyStat(.gauge, "listener_manager.total_listeners_active") { UInt64($0.activeListeners) },
    EnvoyStat(.gauge, "listener_manager.total_listeners_draining") { _ in 0 },
    EnvoyStat(.gauge, "listener_manager.total_listeners_warming") { _ in 0 },
    EnvoyStat(.gauge, "listener_manager.workers_started") { _ in 1 },
  ]

  private static let server: [EnvoyStat] =
    [
      EnvoyStat(.counter, "server.debug_assertion_failures") { _ in 0 },
      EnvoyStat(.counter, "server.dropped_stat_flushes") { _ in 0 },
      EnvoyStat(.counter, "server.dynamic_unknown_fields") { _ in 0 },
      EnvoyStat(.counter, "server.envoy_bug_failures") { _ in 0 },
      EnvoyStat(.counter, "server.static_unknown_fields") { _ in 0 },
      EnvoyStat(.gauge, "server.concurrency") { _ in 2 },
      EnvoyStat(.gauge, "server.days_until_first_cert_expiring") { _ in 0 },
      EnvoyStat(.gauge, "server.hot_restart_epoch") { _ in 0 },
      EnvoyStat(.gauge, "server.live") { $0.isLive ? 1 : 0 },
      EnvoyStat(.gauge, "server.memory_allocated") { 14_000_000 + UInt64($0.series) * 9_000 },
      EnvoyStat(.gauge, "server.memory_heap_size") { 25_165_824 + UInt64($0.series) * 10_000 },
      EnvoyStat(.gauge, "server.memory_physical_size") { 30_408_704 + UInt64($0.series) * 10_000 },
      EnvoyStat(.gauge, "server.parent_connections") { _ in 0 },
      EnvoyStat(.gauge, "server.state") { $0.isLive ? 0 : 2 },
      EnvoyStat(.gauge, "server.stats_recent_lookups") { 2_000 + UInt64($0.series) * 24 },
      EnvoyStat(.gauge, "server.total_connections") { UInt64($0.connections) },
      EnvoyStat(.gauge, "server.uptime") { UInt64($0.uptime) },
      EnvoyStat(.gauge, "server.version") { _ in 12_263_157 },
    ]
    + ["main_thread", "worker_0", "worker_1"].flatMap { thread in
      ["watchdog_mega_miss", "watchdog_miss"].map { name in
        EnvoyStat(
          .counter, "server.\(thread).\(name)", tagless: "server.\(name)", labels: "{thread_name=\"\(thread)\"}"
        ) { _ in 0 }
      }
    }
}
