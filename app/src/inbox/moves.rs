//! Which rows of the inbox move when their order changes.
//!
//! To bring one row to the top, the view library takes all that stand above it out of the page and puts them in again: with many
//! conversations the browser was busy for so long that typing stuttered, and the keyboard left a row that had not moved at all. So a row
//! that moves counts as another one, which is made anew; all others stay where they are.

use domain::id::ConversationId;

/// A row at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Placed {
    /// Whose row.
    pub(super) id: ConversationId,
    /// How often it has moved while others stayed.
    pub(super) moves: u32,
}

/// The rows in their new order. From the last one upwards, those stay that stood above the one before: all but those that rise. Where
/// rows sink, as among the few that look for help, more move than need to.
pub(super) fn placed(before: &[Placed], order: &[ConversationId]) -> Vec<Placed> {
    let mut above = before;
    let mut rows = Vec::with_capacity(order.len());
    for id in order.iter().rev() {
        let is_its = |row: &Placed| row.id == *id;
        rows.push(if let Some(place) = above.iter().rposition(is_its) {
            let row = above[place];
            above = &above[..place];
            row
        } else {
            let row = before.iter().find(|row| is_its(row));
            let moves = row.map_or(0, |row| row.moves + 1);
            Placed { id: *id, moves }
        });
    }
    rows.reverse();
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn ids(ids: &[u128]) -> Vec<ConversationId> {
        ids.iter()
            .map(|id| ConversationId(Uuid::from_u128(*id)))
            .collect()
    }

    /// The moves of each row after these orders, one after the other.
    fn moves(orders: &[&[u128]]) -> Vec<u32> {
        let mut rows = Vec::new();
        for order in orders {
            rows = placed(&rows, &ids(order));
            let found: Vec<_> = rows.iter().map(|row| row.id).collect();
            assert_eq!(found, ids(order));
        }
        rows.iter().map(|row| row.moves).collect()
    }

    #[test]
    fn what_comes_to_the_top_moves_and_nothing_else() {
        assert_eq!(moves(&[&[1, 2, 3, 4]]), [0, 0, 0, 0]);
        assert_eq!(moves(&[&[1, 2, 3, 4], &[4, 1, 2, 3]]), [1, 0, 0, 0]);
        assert_eq!(moves(&[&[1, 2, 3, 4], &[3, 1, 2, 4]]), [1, 0, 0, 0]);
        assert_eq!(moves(&[&[1, 2, 3, 4], &[1, 2, 3, 4]]), [0, 0, 0, 0]);
        assert_eq!(moves(&[&[1, 2, 3], &[3, 1, 2], &[2, 3, 1]]), [1, 1, 0]);
    }

    #[test]
    fn what_comes_or_goes_moves_nothing() {
        assert_eq!(moves(&[&[1, 2, 3], &[9, 1, 2, 3]]), [0, 0, 0, 0]);
        assert_eq!(moves(&[&[1, 2, 3], &[1, 3]]), [0, 0]);
        assert_eq!(moves(&[&[1, 2], &[2], &[1, 2]]), [0, 0]);
    }

    #[test]
    fn as_many_stay_as_can() {
        assert_eq!(
            moves(&[&[1, 2, 3, 4, 5], &[5, 4, 1, 2, 3]]),
            [1, 1, 0, 0, 0]
        );
        assert_eq!(moves(&[&[1, 2, 3, 4], &[4, 3, 9, 1, 2]]), [1, 1, 0, 0, 0]);
    }
}
