/// Work took longer than its client was ready to wait.
struct PatienceError: Error {}
