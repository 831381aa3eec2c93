"""An account's life: from no file at all to a file collected, approved and activated by its holder, with
rejections and locks beside the way. `entries` are the facts, `rules` the dated law they are judged by,
`account` adds the one up under the other. An account is a pure function of the set of its entries: any order,
any repetition, the same account; and a person is in exactly one state.
"""
