//! Things in a row, each as near as can be to where it would like to be, and none over another.

/// The middles of things in a row. `wishes` are the middles that they would like to have, and their widths, in their order, which
/// stays; between two of them is at least `gap`. Together they stay as near to their wishes as squares measure it: neighbours that
/// want the same room share what each gives way (pool adjacent violators).
pub(super) fn spread(wishes: &[(i32, i32)], gap: i32) -> Vec<i32> {
    let mut offset = 0;
    let mut last_half = 0;
    let mut offsets = Vec::new();
    let mut blocks: Vec<Block> = Vec::new();
    for (place, (wish, width)) in wishes.iter().enumerate() {
        let half = width / 2;
        if place > 0 {
            offset += last_half + gap + half;
        }
        last_half = width - half;
        offsets.push(offset);
        let mut block = Block {
            sum: i64::from(wish - offset),
            count: 1,
        };
        while let Some(before) = blocks.pop_if(|before| before.middle() >= block.middle()) {
            block = Block {
                sum: before.sum + block.sum,
                count: before.count + block.count,
            };
        }
        blocks.push(block);
    }
    let starts = blocks.iter().flat_map(|block| {
        std::iter::repeat_n(block.middle(), usize::try_from(block.count).unwrap_or(0))
    });
    let middle = |(start, offset): (i64, &i32)| i32::try_from(start).unwrap_or(0) + offset;
    starts.zip(&offsets).map(middle).collect()
}

/// Neighbours that touch.
struct Block {
    sum: i64,
    count: i64,
}

impl Block {
    fn middle(&self) -> i64 {
        self.sum.div_euclid(self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::spread;
    use proptest::prelude::*;

    #[test]
    fn what_has_room_stays_where_it_would_like_to_be() {
        assert_eq!(spread(&[(0, 10), (100, 10)], 4), [0, 100]);
        assert!(spread(&[], 4).is_empty());
    }

    #[test]
    fn those_who_want_the_same_place_give_way_alike() {
        assert_eq!(spread(&[(50, 10), (50, 10)], 4), [43, 57]);
        assert_eq!(spread(&[(0, 10), (50, 10), (50, 10)], 4), [0, 43, 57]);
    }

    proptest! {
        #[test]
        fn nothing_overlaps(wishes in proptest::collection::vec((-500i32..500, 1i32..60), 0..20), gap in 0i32..20) {
            let middles = spread(&wishes, gap);
            prop_assert_eq!(middles.len(), wishes.len());
            for (pair, widths) in middles.windows(2).zip(wishes.windows(2)) {
                let right = pair[0] + (widths[0].1 - widths[0].1 / 2);
                let left = pair[1] - widths[1].1 / 2;
                prop_assert!(left - right >= gap);
            }
        }
    }
}
