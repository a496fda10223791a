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

/// The rows in their new order: as many as can stay, stay.
pub(super) fn placed(before: &[Placed], order: &[ConversationId]) -> Vec<Placed> {
    let mut next = 0;
    let places: Vec<Option<usize>> = order
        .iter()
        .map(|id| {
            // Most stand behind each other as before.
            let is_next = before.get(next).is_some_and(|row| row.id == *id);
            let place = if is_next {
                Some(next)
            } else {
                before.iter().position(|row| row.id == *id)
            };
            next = place.map_or(next, |place| place + 1);
            place
        })
        .collect();
    let stays = longest_rise(&places);
    let rows = order.iter().zip(places).zip(stays);
    rows.map(|((id, place), stays)| {
        let before = place.and_then(|place| before.get(place));
        let moves = before.map_or(0, |row| row.moves + u32::from(!stays));
        Placed { id: *id, moves }
    })
    .collect()
}

/// Which of these numbers belong to the longest of the lists that rise from each to the next, of those that there are (patience
/// sorting: `https://en.wikipedia.org/wiki/Longest_increasing_subsequence`).
fn longest_rise(numbers: &[Option<usize>]) -> Vec<bool> {
    // By length, the place at which the list of that length ends that ends lowest.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = vec![None; numbers.len()];
    for (place, number) in numbers.iter().enumerate() {
        if number.is_none() {
            continue;
        }
        let length = ends.partition_point(|end| numbers[*end] < *number);
        previous[place] = length.checked_sub(1).map(|shorter| ends[shorter]);
        match ends.get_mut(length) {
            Some(end) => *end = place,
            None => ends.push(place),
        }
    }
    let mut belongs = vec![false; numbers.len()];
    let mut next = ends.last().copied();
    while let Some(place) = next {
        belongs[place] = true;
        next = previous[place];
    }
    belongs
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
        assert_eq!(moves(&[&[1, 2, 3, 4], &[2, 3, 4, 1]]), [0, 0, 0, 1]);
    }
}
