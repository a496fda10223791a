//! Which conversations stand in the inbox, and under which heading.

use domain::channel::{ChannelCard, Channels};
use domain::conversation::Status;
use domain::id::{ChannelId, ConversationId, UserId};
use domain::inbox::{Inbox, InboxRow};

/// What the inbox shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Filter {
    /// Everything.
    #[default]
    All,
    /// Conversations the operator is in.
    Mine,
    /// Conversations that wait for the operator.
    Unread,
    /// Conversations that are over.
    Ended,
}

impl Filter {
    /// What an address of the inbox asks for by its field `show`; everything where it asks for nothing that there is.
    pub(super) fn read(word: Option<&str>) -> Self {
        match word {
            Some("mine") => Self::Mine,
            Some("unread") => Self::Unread,
            Some("ended") => Self::Ended,
            _ => Self::All,
        }
    }

    /// The address of the inbox that shows this, with a conversation open or none.
    pub(super) fn address(self, open: Option<ConversationId>) -> String {
        let query = match self {
            Self::All => "",
            Self::Mine => "?show=mine",
            Self::Unread => "?show=unread",
            Self::Ended => "?show=ended",
        };
        match open {
            None => format!("/inbox{query}"),
            Some(id) => format!("/inbox/{id}{query}"),
        }
    }

    fn shows(self, row: &InboxRow, user: UserId) -> bool {
        match self {
            Self::All => true,
            Self::Mine => row.conversation.has_operator(user),
            Self::Unread => row.waits_for(user),
            Self::Ended => !row.conversation.is_open(),
        }
    }
}

/// A channel as the inbox heads its conversations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ChannelHeading {
    /// Which channel.
    pub(crate) channel: ChannelId,
    /// Whether it stands there without conversations as well: for its operators, who join and leave there.
    pub(crate) stays: bool,
}

/// All channels as headings for a user, by name.
pub(crate) fn headings(channels: &Channels, user: UserId) -> Vec<ChannelHeading> {
    let heading = |card: &ChannelCard| ChannelHeading {
        channel: card.id,
        stays: !card.is_archived && card.operators.iter().any(|operator| operator.user == user),
    };
    channels.all().iter().map(heading).collect()
}

/// Under which heading conversations stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Heading {
    /// *Looking for help*, whatever their channel.
    Help,
    /// A channel.
    Channel(ChannelId),
    /// A channel that is not known.
    Elsewhere,
}

/// The conversations under a heading: newest activity first, but those that look for help longest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Section {
    /// The heading.
    pub(crate) heading: Heading,
    /// Its conversations.
    pub(crate) rows: Vec<ConversationId>,
    /// How many of them wait for the operator with something unread.
    pub(crate) unread: usize,
}

/// The inbox under its headings, in the order of the channels, after those who look for help. The conversation that is open
/// stays in sight whatever the filter says.
pub(crate) fn sections(
    inbox: &Inbox,
    channels: &[ChannelHeading],
    filter: Filter,
    open: Option<ConversationId>,
) -> Vec<Section> {
    let of_row = |row: &InboxRow| {
        let channel = row.conversation.channel;
        if row.conversation.status() == Some(Status::LookingForHelp) {
            Heading::Help
        } else if channels.iter().any(|heading| heading.channel == channel) {
            Heading::Channel(channel)
        } else {
            Heading::Elsewhere
        }
    };
    let is_shown = |row: &&InboxRow| {
        let is_kept = filter == Filter::Unread && open == Some(row.conversation.id);
        is_kept || filter.shows(row, inbox.user)
    };
    let section = |heading: Heading| {
        let rows = if heading == Heading::Help {
            inbox.looking_for_help()
        } else {
            inbox.rows.iter().collect()
        };
        let mut unread = 0;
        let rows = rows.into_iter().filter(is_shown);
        let rows = rows.filter(|row| of_row(row) == heading).map(|row| {
            unread += usize::from(row.waits_for(inbox.user));
            row.conversation.id
        });
        Section {
            heading,
            rows: rows.collect(),
            unread,
        }
    };
    let of_channels = channels.iter().map(|channel| {
        let stays = channel.stays && filter == Filter::All;
        (stays, Heading::Channel(channel.channel))
    });
    std::iter::once((false, Heading::Help))
        .chain(of_channels)
        .chain([(false, Heading::Elsewhere)])
        .map(|(stays, heading)| (stays, section(heading)))
        .filter(|(stays, section)| *stays || !section.rows.is_empty())
        .map(|(_, section)| section)
        .collect()
}

/// The conversation to go to from `open` for what waits longest unread: the oldest of the others.
pub(crate) fn next_unread(inbox: &Inbox, open: Option<ConversationId>) -> Option<ConversationId> {
    inbox
        .rows
        .iter()
        .rev()
        .find(|row| row.waits_for(inbox.user) && open != Some(row.conversation.id))
        .map(|row| row.conversation.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::conversation::{Conversation, History, State};
    use domain::event::Position;
    use domain::id::PublicConversationId;
    use domain::message::MessageNumber;
    use domain::time::Timestamp;
    use domain::user::Operator;
    use uuid::Uuid;

    const ME: UserId = UserId(Uuid::from_u128(1));
    const WEBSITE: ChannelId = ChannelId(Uuid::from_u128(10));
    const SHOP: ChannelId = ChannelId(Uuid::from_u128(11));

    const HEADINGS: [ChannelHeading; 2] = [
        ChannelHeading {
            channel: WEBSITE,
            stays: false,
        },
        ChannelHeading {
            channel: SHOP,
            stays: true,
        },
    ];

    fn row(id: u128, channel: ChannelId) -> InboxRow {
        InboxRow {
            position: Position(1),
            conversation: Conversation {
                id: ConversationId(Uuid::from_u128(id)),
                public_id: PublicConversationId(Uuid::from_u128(id)),
                channel,
                visitor_name: format!("Visitor {id}"),
                page: None,
                language: None,
                time_zone: None,
                country: None,
                email: None,
                started_at: Timestamp(0),
                active_at: Timestamp(0),
                state: State::Open(Status::InProgress),
                operators: Vec::new(),
                last_number: MessageNumber(1),
                last_words: None,
                visitor_seen: MessageNumber(0),
                operators_seen: MessageNumber(0),
                history: History::default(),
                waits_since: None,
                help_since: None,
                expertises: Vec::new(),
                bot: None,
            },
            unread: Vec::new(),
            mentions: Vec::new(),
        }
    }

    fn inbox() -> Inbox {
        let mut mine = row(1, WEBSITE);
        mine.conversation.operators.push(Operator {
            id: ME,
            name: "Mara".to_owned(),
            public_name: "Mara".to_owned(),
        });
        let mut waiting = row(2, SHOP);
        waiting.unread.push(MessageNumber(1));
        let mut ended = row(3, WEBSITE);
        ended.conversation.state = State::Ended { at: Timestamp(1) };
        let stray = row(4, ChannelId(Uuid::from_u128(99)));
        Inbox {
            user: ME,
            rows: vec![mine, waiting, ended, stray],
            older_than: None,
        }
    }

    fn ids(sections: &[Section]) -> Vec<u128> {
        let rows = sections.iter().flat_map(|section| &section.rows);
        rows.map(|id| id.0.as_u128()).collect()
    }

    #[test]
    fn a_filter_shows_what_it_says() {
        let table = [
            (Filter::All, None, vec![1, 3, 2, 4]),
            (Filter::Mine, None, vec![1]),
            (Filter::Unread, None, vec![2]),
            (Filter::Unread, Some(1), vec![1, 2]),
            (Filter::Ended, Some(1), vec![3]),
        ];
        for (filter, open, expected) in table {
            let open = open.map(|id| ConversationId(Uuid::from_u128(id)));
            let found = sections(&inbox(), &HEADINGS, filter, open);
            assert_eq!(ids(&found), expected, "{filter:?}");
        }
    }

    #[test]
    fn a_heading_counts_what_waits_for_the_operator_under_it() {
        let mut inbox = inbox();
        // Somebody else's, read by nobody, which is not his to answer.
        inbox.rows[2].unread.push(MessageNumber(1));
        inbox.rows[2].conversation.operators.push(Operator {
            id: UserId(Uuid::from_u128(2)),
            name: "Jonas".to_owned(),
            public_name: "Jonas".to_owned(),
        });
        let unread = |inbox: &Inbox| {
            let found = sections(inbox, &HEADINGS, Filter::All, None);
            let unread = found
                .iter()
                .map(|section| (section.heading, section.unread));
            unread.collect::<Vec<_>>()
        };
        let website = Heading::Channel(WEBSITE);
        let shop = Heading::Channel(SHOP);
        let expected = [(website, 0), (shop, 1), (Heading::Elsewhere, 0)];
        assert_eq!(unread(&inbox), expected);
        // Conversations are counted, not messages.
        inbox.rows[0].unread = vec![MessageNumber(1), MessageNumber(2)];
        let expected = [(website, 1), (shop, 1), (Heading::Elsewhere, 0)];
        assert_eq!(unread(&inbox), expected);
    }

    #[test]
    fn an_address_shows_what_it_says() {
        let id = ConversationId(Uuid::from_u128(1));
        for filter in [Filter::All, Filter::Mine, Filter::Unread, Filter::Ended] {
            for open in [None, Some(id)] {
                let address = filter.address(open);
                let word = address.split_once("?show=").map(|(_, word)| word);
                assert_eq!(Filter::read(word), filter, "{address}");
            }
        }
        assert_eq!(Filter::All.address(None), "/inbox");
        assert_eq!(
            Filter::Mine.address(Some(id)),
            format!("/inbox/{id}?show=mine")
        );
        assert_eq!(Filter::read(Some("everything")), Filter::All);
    }

    #[test]
    fn a_channel_without_conversations_has_a_heading_for_its_operators_alone() {
        let found = sections(&inbox(), &HEADINGS, Filter::Mine, None);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].heading, Heading::Channel(WEBSITE));
        let mut empty = inbox();
        empty.rows.clear();
        let found = sections(&empty, &HEADINGS, Filter::All, None);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].heading, Heading::Channel(SHOP));
    }

    #[test]
    fn who_looks_for_help_stands_first_and_longest_first_and_nowhere_else() {
        let mut inbox = inbox();
        for place in [0, 1] {
            inbox.rows[place].conversation.state = State::Open(Status::LookingForHelp);
            inbox.rows[place].conversation.help_since =
                Some(Timestamp(1 - i64::try_from(place).unwrap()));
        }
        let found = sections(&inbox, &HEADINGS, Filter::All, None);
        assert_eq!(found[0].heading, Heading::Help);
        assert_eq!(ids(&found), [2, 1, 3, 4]);
        let mine = sections(&inbox, &HEADINGS, Filter::Mine, None);
        assert_eq!(ids(&mine), [1]);
    }

    #[test]
    fn the_next_unread_conversation_is_another_one() {
        let waiting = ConversationId(Uuid::from_u128(2));
        assert_eq!(next_unread(&inbox(), None), Some(waiting));
        assert_eq!(next_unread(&inbox(), Some(waiting)), None);
    }
}
