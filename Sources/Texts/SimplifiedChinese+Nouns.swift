extension SimplifiedChinese {
  /// So many of something.
  static let nouns: [String: String] = [
    "{} call": "{} 次调用",
    "{} calls": "{} 次调用",
    "{} card": "{} 张卡片",
    "{} change": "{} 项改动",
    "{} changes": "{} 项改动",
    "{} ejected host": "{} 个被摘除的主机",
    "{} ejected hosts": "{} 个被摘除的主机",
    "{} line": "{} 行",
    "{} lines": "{} 行",
    "{} message": "{} 条消息",
    "{} messages": "{} 条消息",
    "{} namespace": "{} 个命名空间",
    "{} object": "{} 个对象",
    "{} objects": "{} 个对象",
    "{} open breaker": "{} 个打开的熔断器",
    "{} open breakers": "{} 个打开的熔断器",
    "{} pod": "{} 个 Pod",
    "{} proxy": "{} 个代理",
    "{} request": "{} 个请求",
    "{} route": "{} 条路由",
    "{} service": "{} 个服务",
    "{} services": "{} 个服务",
    "{} workload": "{} 个工作负载",
    "{} workloads": "{} 个工作负载",
  ]
}
