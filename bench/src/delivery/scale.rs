//! Who sends how much.

use clap::Args;

/// How much is sent.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Scale {
    /// Visitors, each with a conversation
    #[arg(long, default_value_t = 20)]
    pub(crate) visitors: usize,
    /// Operators, each answering in every conversation
    #[arg(long, default_value_t = 3)]
    pub(crate) operators: usize,
    /// Messages in all, half of them from visitors
    #[arg(long, default_value_t = 20_000)]
    pub(crate) messages: usize,
    /// Seconds over which they are written
    #[arg(long, default_value_t = 100)]
    pub(crate) seconds: u64,
    /// How often the server is killed
    #[arg(long, default_value_t = 10)]
    pub(crate) kills: usize,
}

/// How somebody is connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// By a socket.
    Socket,
    /// By requests alone, as where sockets do not get through (spec 6.16).
    Polls,
}

/// Of so many visitors, or operators, one has no socket.
const WITHOUT_SOCKET: usize = 3;

impl Line {
    /// How the visitor or operator with this number is connected.
    pub(crate) fn of(number: usize) -> Self {
        if number % WITHOUT_SOCKET == WITHOUT_SOCKET - 1 {
            Self::Polls
        } else {
            Self::Socket
        }
    }
}

impl Scale {
    /// How many messages the visitor with this number writes.
    pub(crate) fn of_visitor(self, number: usize) -> usize {
        share(self.messages - self.messages / 2, self.visitors, number)
    }

    /// How many messages the operator with this number writes.
    pub(crate) fn of_operator(self, number: usize) -> usize {
        share(self.messages / 2, self.operators, number)
    }
}

/// The part of `total` for the one with this number, so that all parts together are `total`.
fn share(total: usize, parts: usize, number: usize) -> usize {
    total * (number + 1) / parts - total * number / parts
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn the_shares_make_the_whole() {
        for (total, parts) in [(10_000, 3), (10_000, 20), (7, 20), (0, 2)] {
            let shares: usize = (0..parts).map(|number| share(total, parts, number)).sum();
            assert_eq!(shares, total);
        }
    }
}
