import EventLoop
import SocketKit
import Testing

/// An owner that tells when it goes away.
private struct Tenant: ~Copyable {
  let name: Int
  let leaving: (Int) -> Void

  deinit { leaving(name) }
}

@Suite struct `A slot table` {
  @Test func `finds by token what was inserted`() {
    var table = SlotTable<Int>(limit: 100)
    var tokens: [Token] = []
    for index in 0 ..< 100 { tokens.append(table.insert(index * 3)) }
    #expect(table.isFull == true)
    for (index, token) in tokens.enumerated() { #expect(table[token] == index * 3) }
    #expect(Set(tokens).count == 100)
  }

  @Test func `does not let a stale token reach the next tenant of its place`() {
    var table = SlotTable<Int>(limit: 4)
    let first = table.insert(1)
    #expect(table.remove(first) == 1)
    let second = table.insert(2)
    #expect(second.index == first.index)
    #expect(table.contains(first) == false)
    #expect(table.remove(first) == nil)
    #expect(table[second] == 2)
  }

  @Test func `gives no fixed token, and knows none`() {
    var table = SlotTable<Int>(limit: 4)
    let token = table.insert(1)
    #expect(token != .fixed(0))
    #expect(table.contains(.fixed(0)) == false)
    #expect(table.contains(Token(rawValue: .max)) == false)
  }

  @Test func `a token survives its journey through the kernel's 64 bits`() {
    let token = Token(index: 0xFFFF_FFFE, generation: 0x8000_0001)
    #expect(Token(rawValue: token.rawValue) == token)
  }

  @Test func `ends each tenant once: those removed at once, the others with the table`() {
    var left: [Int] = []
    do {
      var table = SlotTable<Tenant>(limit: 64)
      var tokens: [Token] = []
      for name in 0 ..< 40 { tokens.append(table.insert(Tenant(name: name) { left.append($0) })) }
      for token in tokens.prefix(3) { _ = table.remove(token) }
      #expect(left == [0, 1, 2])
    }
    #expect(left.sorted() == Array(0 ..< 40))
  }

  @Test(arguments: 1 ... 20 as ClosedRange<UInt64>)
  func `agrees with a dictionary over any insertions and removals`(seed: UInt64) {
    var random = SeededGenerator(seed)
    var table = SlotTable<Int>(limit: 50)
    var model: [Token: Int] = [:]
    var gone: [Token] = []
    for step in 0 ..< 2000 {
      if !table.isFull, Bool.random(using: &random) {
        model[table.insert(step)] = step
      } else if let victim = model.keys.randomElement(using: &random) {
        #expect(table.remove(victim) == model.removeValue(forKey: victim))
        gone.append(victim)
      }
    }
    #expect(table.count == model.count)
    for (token, value) in model { #expect(table[token] == value) }
    for token in gone { #expect(table.contains(token) == false) }
    var found: Set<Token> = []
    for place in table.places { if let token = table.token(at: place) { found.insert(token) } }
    #expect(found == Set(model.keys))
  }
}
