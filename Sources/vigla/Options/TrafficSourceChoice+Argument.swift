import ArgumentParser
import Settings

extension TrafficSourceChoice: ExpressibleByArgument {}
