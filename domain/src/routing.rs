//! Who gets a new conversation (spec 5.4, 6.4).

use crate::id::UserId;

/// An operator who is there, as far as routing asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub operator: UserId,
    /// Open conversations he is in.
    pub open_conversations: u32,
}

/// The operator for a new conversation: the one the visitor was shown if he is still there, else one with the fewest
/// open conversations, ties by `tie` (any number, from the caller's randomness). `None` if nobody is there.
pub fn choose(candidates: &[Candidate], shown: Option<UserId>, tie: u64) -> Option<UserId> {
    if let Some(shown) = shown
        && candidates
            .iter()
            .any(|candidate| candidate.operator == shown)
    {
        return Some(shown);
    }
    let fewest = candidates
        .iter()
        .map(|candidate| candidate.open_conversations)
        .min()?;
    let mut tied: Vec<UserId> = candidates
        .iter()
        .filter(|candidate| candidate.open_conversations == fewest)
        .map(|candidate| candidate.operator)
        .collect();
    tied.sort_unstable();
    let count = u64::try_from(tied.len()).ok()?;
    let index = usize::try_from(tie % count).ok()?;
    tied.get(index).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn candidate(id: u128, open_conversations: u32) -> Candidate {
        Candidate {
            operator: UserId(Uuid::from_u128(id)),
            open_conversations,
        }
    }

    #[test]
    fn the_operator_shown_to_the_visitor_is_preferred() {
        let candidates = [candidate(1, 0), candidate(2, 9)];
        let shown = UserId(Uuid::from_u128(2));
        assert_eq!(choose(&candidates, Some(shown), 0), Some(shown));
        let gone = UserId(Uuid::from_u128(3));
        assert_eq!(
            choose(&candidates, Some(gone), 0),
            Some(UserId(Uuid::from_u128(1)))
        );
    }

    #[test]
    fn nobody_there_means_nobody_chosen() {
        assert_eq!(choose(&[], None, 7), None);
    }

    proptest! {
        #[test]
        fn the_chosen_has_the_fewest_and_the_order_does_not_matter(
            loads in proptest::collection::vec(0u32..4, 1..8), tie: u64,
        ) {
            let mut candidates: Vec<Candidate> =
                loads.iter().zip(1u128..).map(|(load, id)| candidate(id, *load)).collect();
            let chosen = choose(&candidates, None, tie);
            let fewest = loads.iter().min().copied();
            let load = candidates.iter().find(|c| Some(c.operator) == chosen).map(|c| c.open_conversations);
            prop_assert_eq!(load, fewest);
            candidates.reverse();
            prop_assert_eq!(choose(&candidates, None, tie), chosen);
        }
    }
}
