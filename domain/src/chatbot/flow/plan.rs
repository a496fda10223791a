//! Where the steps, labels and arrows of a flow stand on paper: steps in rows, each below what leads to it. What an arrow says has
//! a place of its own between two rows, and an arrow over several rows has one in each, so that nothing lies over anything else.

use super::spread::spread;
use super::{Arrow, Target};

/// Units of the paper are CSS pixels. What a step takes: a number and two lines.
const STEP: (i32, i32) = (208, 56);
/// What the end of a way takes.
const END: (i32, i32) = (132, 32);
/// What an arrow's label takes: a line.
const LABEL: (i32, i32) = (136, 24);
/// What an arrow takes on its way past a row.
const BEND_WIDTH: i32 = 12;
/// Between things in a row, between rows, and around everything.
const GAP: i32 = 20;
const ROW_GAP: i32 = 20;
const MARGIN: i32 = 16;
/// Steps in a row of those to which nothing leads.
const STRAYS: usize = 4;
/// How often rows are put in order, and their places chosen: more changes nothing that one sees.
const TURNS: usize = 6;
/// Places of steps, labels and arrows in all rows; a flow with more of them is not drawn, since nobody could read it.
const MOST_SLOTS: usize = 6_000;

/// A drawing of a flow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// How wide it is.
    pub width: i32,
    /// How high it is.
    pub height: i32,
    /// What stands on it; steps first, in their order.
    pub placed: Vec<Placed>,
    /// A line for each arrow, in their order: where it leaves a row and where it comes to the next, in turns.
    pub lines: Vec<Vec<Point>>,
}

/// Something on the drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// What.
    pub drawn: Drawn,
    /// Its left and upper corner.
    pub at: Point,
    /// How wide it is.
    pub width: i32,
    /// How high it is.
    pub height: i32,
}

/// What stands on a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// The step of this place.
    Step(usize),
    /// The end to which the arrow of this place leads.
    End(usize),
    /// What the arrow of this place says.
    Label(usize),
}

/// A point of the drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// From the left.
    pub x: i32,
    /// From above.
    pub y: i32,
}

/// The drawing of a script of so many steps with these arrows; `None` if it is too intricate to be drawn.
pub fn plan(steps: usize, arrows: &[Arrow]) -> Option<Plan> {
    let mut paper = Paper::default();
    let ranks = ranks(steps, arrows);
    for (step, rank) in ranks.iter().enumerate() {
        paper.add(Slot::new(Some(Drawn::Step(step)), 2 * rank));
    }
    let mut routes = Vec::new();
    for (place, arrow) in arrows.iter().enumerate() {
        routes.push(paper.route(place, arrow, &ranks)?);
    }
    paper.put_in_order();
    paper.spread_out();
    Some(paper.drawn(&routes))
}

/// In which row each step stands: below all that lead to it, those to which nothing leads at the bottom.
fn ranks(steps: usize, arrows: &[Arrow]) -> Vec<usize> {
    let mut ranks = vec![0; steps];
    let mut is_met = vec![false; steps];
    // Arrows come by step, and lead to later ones only.
    for arrow in arrows {
        let from = ranks.get(arrow.from).copied().unwrap_or(0);
        if let Some(met) = is_met.get_mut(arrow.from) {
            *met = true;
        }
        if let Target::Step(to) = arrow.to {
            if let Some(rank) = ranks.get_mut(to) {
                *rank = (*rank).max(from + 1);
            }
            if let Some(met) = is_met.get_mut(to) {
                *met = true;
            }
        }
    }
    let ends = arrows.iter().filter_map(|arrow| ranks.get(arrow.from));
    let below = ends.max().map_or(0, |last| last + 2);
    let strays = is_met.iter().zip(&mut ranks).filter(|(met, _)| !**met);
    for (count, (_, rank)) in strays.enumerate() {
        *rank = below + count / STRAYS;
    }
    ranks
}

/// A place in a row. Steps and ends stand in even rows, labels in those between.
#[derive(Debug)]
struct Slot {
    /// `None` where an arrow passes by.
    drawn: Option<Drawn>,
    row: usize,
    middle: i32,
    /// Slots in the row before, and in the next, to which arrows lead from here.
    above: Vec<usize>,
    below: Vec<usize>,
}

impl Slot {
    fn new(drawn: Option<Drawn>, row: usize) -> Self {
        Self {
            drawn,
            row,
            middle: 0,
            above: Vec::new(),
            below: Vec::new(),
        }
    }

    fn size(&self) -> (i32, i32) {
        match self.drawn {
            Some(Drawn::Step(_)) => STEP,
            Some(Drawn::End(_)) => END,
            Some(Drawn::Label(_)) => LABEL,
            None => (BEND_WIDTH, 0),
        }
    }
}

#[derive(Debug, Default)]
struct Paper {
    slots: Vec<Slot>,
    /// The slots of each row, from left to right.
    rows: Vec<Vec<usize>>,
}

impl Paper {
    fn add(&mut self, slot: Slot) -> usize {
        let id = self.slots.len();
        if self.rows.len() <= slot.row {
            self.rows.resize(slot.row + 1, Vec::new());
        }
        if let Some(row) = self.rows.get_mut(slot.row) {
            row.push(id);
        }
        self.slots.push(slot);
        id
    }

    fn join(&mut self, upper: usize, lower: usize) {
        if let Some(slot) = self.slots.get_mut(upper) {
            slot.below.push(lower);
        }
        if let Some(slot) = self.slots.get_mut(lower) {
            slot.above.push(upper);
        }
    }

    /// Gives an arrow a slot in each row that it passes; all from its step to its target.
    fn route(&mut self, place: usize, arrow: &Arrow, ranks: &[usize]) -> Option<Vec<usize>> {
        let start = 2 * ranks.get(arrow.from)?;
        let (end, target) = match arrow.to {
            Target::Step(to) => (2 * ranks.get(to)?, Some(to)),
            _ => (start + 2, None),
        };
        let mut route = vec![arrow.from];
        for row in start + 1..end {
            let is_label = row == start + 1 && arrow.is_labelled();
            let drawn = is_label.then_some(Drawn::Label(place));
            route.push(self.add(Slot::new(drawn, row)));
        }
        route.push(match target {
            Some(step) => step,
            None => self.add(Slot::new(Some(Drawn::End(place)), end)),
        });
        for pair in route.windows(2) {
            if let [upper, lower] = pair {
                self.join(*upper, *lower);
            }
        }
        (self.slots.len() <= MOST_SLOTS).then_some(route)
    }

    /// Puts each row into the order of what it is joined to, down and up in turns, so that few arrows cross.
    fn put_in_order(&mut self) {
        // The place of each slot in its row.
        let mut order = vec![0; self.slots.len()];
        for row in &self.rows {
            number(row, &mut order);
        }
        for turn in 0..TURNS {
            let is_down = turn % 2 == 0;
            for row in self.places(is_down) {
                let mut slots = self.rows.get(row).cloned().unwrap_or_default();
                slots.sort_by_cached_key(|id| self.wanted(*id, is_down, &order));
                number(&slots, &mut order);
                if let Some(row) = self.rows.get_mut(row) {
                    *row = slots;
                }
            }
        }
    }

    fn places(&self, is_down: bool) -> Vec<usize> {
        let rows = 0..self.rows.len();
        if is_down {
            rows.collect()
        } else {
            rows.rev().collect()
        }
    }

    /// Where in its row a slot would like to be, in thousandths: in the middle of what it is joined to, else where it is.
    fn wanted(&self, id: usize, is_down: bool, order: &[usize]) -> usize {
        let joined = self
            .slots
            .get(id)
            .map(|slot| if is_down { &slot.above } else { &slot.below });
        let places = joined.into_iter().flatten();
        let places: Vec<usize> = places
            .filter_map(|other| order.get(*other).copied())
            .collect();
        let mean = (1_000 * places.iter().sum::<usize>()).checked_div(places.len());
        mean.unwrap_or_else(|| 1_000 * order.get(id).copied().unwrap_or(0))
    }

    /// Chooses where in its row each slot stands: below and above what it is joined to, as far as there is room.
    fn spread_out(&mut self) {
        for turn in 0..=TURNS {
            let is_down = turn % 2 == 0;
            for row in self.places(is_down) {
                let slots = self.rows.get(row).cloned().unwrap_or_default();
                let wishes = slots.iter().map(|id| self.wish(*id, turn, is_down));
                let wishes: Vec<(i32, i32)> = wishes.collect();
                for (id, middle) in slots.into_iter().zip(spread(&wishes, GAP)) {
                    if let Some(slot) = self.slots.get_mut(id) {
                        slot.middle = middle;
                    }
                }
            }
        }
    }

    /// Where a slot would like its middle to be, and how wide it is. In the end it looks up and down.
    fn wish(&self, id: usize, turn: usize, is_down: bool) -> (i32, i32) {
        let Some(slot) = self.slots.get(id) else {
            return (0, 0);
        };
        let is_last = turn == TURNS;
        let mut middles = Vec::new();
        for (others, looks) in [(&slot.above, is_down), (&slot.below, !is_down || is_last)] {
            let others = others.iter().filter(|_| looks);
            middles
                .extend(others.filter_map(|other| self.slots.get(*other).map(|slot| slot.middle)));
        }
        let count = i32::try_from(middles.len()).unwrap_or(i32::MAX);
        let mean = middles.iter().sum::<i32>().checked_div(count);
        (mean.unwrap_or(slot.middle), slot.size().0)
    }

    fn drawn(&self, routes: &[Vec<usize>]) -> Plan {
        let edges = |side: fn(i32, i32) -> i32| {
            let slots = self.slots.iter();
            slots.map(move |slot| side(slot.middle, slot.size().0 / 2))
        };
        let left = edges(|middle, half| middle - half).min().unwrap_or(0);
        let right = edges(|middle, half| middle + half).max().unwrap_or(0);
        let (tops, height) = self.tops();
        let x = |slot: &Slot| slot.middle - left + MARGIN;
        let rows = |slot: &Slot| tops.get(slot.row).copied().unwrap_or((0, 0));
        let placed = self.slots.iter().filter_map(|slot| {
            let (width, height) = slot.size();
            let at = Point {
                x: x(slot) - width / 2,
                y: rows(slot).0,
            };
            let drawn = slot.drawn?;
            Some(Placed {
                drawn,
                at,
                width,
                height,
            })
        });
        let line = |route: &Vec<usize>| {
            let slots = route.iter().filter_map(|id| self.slots.get(*id));
            let ends = slots.flat_map(|slot| {
                let (top, height) = rows(slot);
                [top, top + height].map(|y| Point { x: x(slot), y })
            });
            let mut points: Vec<Point> = ends.skip(1).collect();
            // It ends where its target begins.
            points.pop();
            points
        };
        Plan {
            width: right - left + 2 * MARGIN,
            height,
            placed: placed.collect(),
            lines: routes.iter().map(line).collect(),
        }
    }

    /// Where each row begins and how high it is, and how high all of them are.
    fn tops(&self) -> (Vec<(i32, i32)>, i32) {
        let mut y = MARGIN;
        let mut tops = Vec::new();
        for row in &self.rows {
            let slots = row.iter().filter_map(|id| self.slots.get(*id));
            let height = slots.map(|slot| slot.size().1).max().unwrap_or(0);
            tops.push((y, height));
            y += height + if row.is_empty() { 0 } else { ROW_GAP };
        }
        (tops, y - ROW_GAP + MARGIN)
    }
}

/// Notes the place of each slot of a row.
fn number(row: &[usize], order: &mut [usize]) {
    for (place, id) in row.iter().enumerate() {
        if let Some(slot) = order.get_mut(*id) {
            *slot = place;
        }
    }
}
