extension SimplifiedChinese {
  /// What lines, signs and marks of the graph mean.
  static let legend: [String: String] = [
    "Signs of health": "健康标志",
    "Marks on cards": "卡片标记",
    "Find and hide": "查找与隐藏",
    "of cards": "卡片",
    "of edges": "边",
    "found by the search": "查找命中",
    "a comparison: = != > >= < <=, of texts *= ^= $= too": "比较：= != > >= < <=，文本还可用 *= ^= $=",
    "yes or no; ! denies it": "是或否；! 表示否定",
    "AND binds tighter; cards and edges are joined by OR alone": "AND 优先；卡片与边只能用 OR 连接",
    "there is no value": "没有值",
    "a VirtualService injects faults": "VirtualService 注入故障",
    "the split is not that of the weights, beyond chance": "分流与权重不符，超出偶然",
    "a VirtualService decides the split": "由 VirtualService 决定分流",
    "copies of its requests go elsewhere": "其请求的副本发往别处",
    "a VirtualService limits how long requests take": "VirtualService 限制请求时长",
    "a DestinationRule has limits or ejects pods: a circuit breaker": "DestinationRule 设有上限或会剔除 Pod：熔断",
    "its pods have no proxy": "其 Pod 没有代理",
    "some of its callers do not use mutual TLS": "部分调用方未使用双向 TLS",
    "a gateway": "网关",
    "a VirtualService routes its requests": "由 VirtualService 路由其请求",
    "it calls itself": "调用自身",
  ]
}
