//! Which conversations stand in the inbox, and under which heading.

use domain::channel::{ChannelCard, Channels};
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

/// The conversations of a channel, newest activity first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Section {
    /// Which channel; `None` for one that is not known.
    pub(crate) channel: Option<ChannelId>,
    /// Its conversations.
    pub(crate) rows: Vec<ConversationId>,
}

/// The inbox under its headings, in the order of the channels. The conversation that is open stays in sight whatever the filter says.
pub(crate) fn sections(
    inbox: &Inbox,
    channels: &[ChannelHeading],
    filter: Filter,
    open: Option<ConversationId>,
) -> Vec<Section> {
    let shown: Vec<&InboxRow> = inbox
        .rows
        .iter()
        .filter(|row| {
            let is_kept = filter == Filter::Unread && open == Some(row.conversation.id);
            is_kept || filter.shows(row, inbox.user)
        })
        .collect();
    let section = |channel: Option<ChannelId>| Section {
        channel,
        rows: shown
            .iter()
            .filter(|row| match channel {
                Some(channel) => row.conversation.channel == channel,
                None => channels
                    .iter()
                    .all(|heading| heading.channel != row.conversation.channel),
            })
            .map(|row| row.conversation.id)
            .collect(),
    };
    let of_channels = channels.iter().filter_map(|heading| {
        let section = section(Some(heading.channel));
        let stays = heading.stays && filter == Filter::All;
        (stays || !section.rows.is_empty()).then_some(section)
    });
    let stray = section(None);
    of_channels
        .chain((!stray.rows.is_empty()).then_some(stray))
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
    use domain::conversation::{Conversation, State};
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
                started_at: Timestamp(0),
                active_at: Timestamp(0),
                state: State::Open,
                operators: Vec::new(),
                last_number: MessageNumber(1),
                last_words: None,
                visitor_seen: MessageNumber(0),
                operators_seen: MessageNumber(0),
            },
            unread: Vec::new(),
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
            has_older: false,
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
    fn a_channel_without_conversations_has_a_heading_for_its_operators_alone() {
        let found = sections(&inbox(), &HEADINGS, Filter::Mine, None);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].channel, Some(WEBSITE));
        let mut empty = inbox();
        empty.rows.clear();
        let found = sections(&empty, &HEADINGS, Filter::All, None);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].channel, Some(SHOP));
    }

    #[test]
    fn the_next_unread_conversation_is_another_one() {
        let waiting = ConversationId(Uuid::from_u128(2));
        assert_eq!(next_unread(&inbox(), None), Some(waiting));
        assert_eq!(next_unread(&inbox(), Some(waiting)), None);
    }
}
